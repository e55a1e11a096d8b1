import 'server-only';
import { SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { log } from '@/lib/log';
import { observeRequest } from '@/lib/metrics';
import { single } from '@/lib/registry';
import { inRequest } from '@/lib/request-scope';

/**
 * Around the work of one request: what it logs carries its id, its time is counted, and it is a span where traces are
 * made. `work` must not throw. A stream counts until it is open.
 */
export function watched(
  { request, requestId }: { request: Request; requestId: string },
  work: () => Promise<Response>,
): Promise<Response> {
  const { method } = request;
  const begun = performance.now();
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': method, requestId } };
  return inRequest({ requestId }, () =>
    tracer().startActiveSpan(`API ${method}`, options, async (span) => {
      const response = await work();
      const ms = performance.now() - begun;
      observeRequest(method, response.status, ms / 1_000);
      span.setAttribute('http.response.status_code', response.status).end();
      log().debug({ method, status: response.status, ms: Math.round(ms) }, 'Answered.');
      return response;
    }),
  );
}

/** Asked for once: Next dresses up each one that it hands out. It finds out by itself when traces begin to be made. */
function tracer(): Tracer {
  return single('tracer', () => trace.getTracer('parlance'));
}
