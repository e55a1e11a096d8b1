import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { errorResponse } from '@/lib/http/error-response';
import { openingOf } from '@/lib/realtime/sink';
import { SocketSink } from '@/lib/realtime/socket-sink';
import { compressedAnswer } from './compressed-answer';
import { type Found, type RouteFile, routeTable } from './route-table';

/** What browsers and libraries send. Anything odd goes to Next, which has its ways with it. */
const plainPath = /^\/api\/[\w\-.~%!$&'()*+,;=:@/]+$/;
const dots = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

const options = {
  // Only for what is not made by route(), which answers its own errors.
  errorHandler: (error: unknown) => errorResponse(error, crypto.randomUUID()),
  // The global Request and Response stay what they are: Next runs in this process too.
  overrideGlobalObjects: false,
};

/**
 * Hosts the API's functions on node:http, beside Next, which would take ten times the work for a request and three for
 * an open stream. False: this one is not ours, nothing was done with it. A handler never sees Node's request, only what
 * it would see in Next.
 */
export function nativeApi(
  files: Readonly<Record<string, RouteFile>>,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const find = routeTable(files);
  return (incoming, outgoing) => {
    const found = isPlain(incoming) ? find(incoming.method ?? '', pathOf(incoming)) : undefined;
    if (!found) return false;
    const listener = getRequestListener((request) => answer(found, request, outgoing), options);
    void listener(incoming, outgoing);
    return true;
  };
}

function isPlain(incoming: IncomingMessage): boolean {
  const path = pathOf(incoming);
  return plainPath.test(path) && !dots.test(path) && isHost(incoming.headers.host ?? '');
}

function isHost(host: string): boolean {
  return URL.canParse(`http://${host}`) && new URL(`http://${host}`).host === host.toLowerCase();
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

async function answer(
  { handler, params }: Found,
  request: Request,
  outgoing: ServerResponse,
): Promise<Response> {
  const response = await handler(request, { params: Promise.resolve(params) });
  const open = openingOf(response);
  if (!open) return compressedAnswer(request, response);
  if (request.method === 'HEAD') return new Response(null, response);
  const { socket } = outgoing;
  // Gone while we looked who asks; then nothing is opened.
  if (!socket || socket.destroyed) return RESPONSE_ALREADY_SENT;
  // The end of the connection is the end of the answer: no framing of each write, and any proxy understands it.
  outgoing.setHeaders(response.headers).setHeader('Connection', 'close');
  outgoing.removeHeader('Transfer-Encoding');
  socket.cork();
  outgoing.writeHead(response.status).flushHeaders();
  open(new SocketSink(outgoing, socket));
  socket.uncork();
  return RESPONSE_ALREADY_SENT;
}
