import { getRequestListener } from '@hono/node-server';

const { Request: WebRequest, Response: WebResponse } = globalThis;
// The adapter has a Response that becomes a real one only when it is looked into, and offers it in one way: in place of
// the global one. Next, in the same process, must keep its own, or takes no answer of its proxy for one.
getRequestListener(() => new WebResponse());
const LightResponse = globalThis.Response;
Object.assign(globalThis, { Request: WebRequest, Response: WebResponse });

/** What the build puts in the place of `Response` in programs outside Next: sending one costs a third. */
export { LightResponse as Response };
