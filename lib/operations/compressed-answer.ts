import 'server-only';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** As Next does: below it the frame costs more than it saves. */
const LEAST_BYTES = 1_024;

const compress = promisify(gzip);

/**
 * The answer to a GET, compressed if its reader takes that and it is worth it: a page of a room is a tenth then. Done
 * beside the event loop.
 */
export async function compressedAnswer(request: Request, answer: Response): Promise<Response> {
  if (request.method !== 'GET' || !/\bgzip\b/.test(request.headers.get('accept-encoding') ?? ''))
    return answer;
  const { status } = answer;
  const headers = new Headers(answer.headers);
  headers.append('Vary', 'Accept-Encoding');
  const body = Buffer.from(await answer.arrayBuffer());
  if (body.byteLength < LEAST_BYTES)
    return new Response(body.byteLength === 0 ? null : body, { status, headers });
  headers.set('Content-Encoding', 'gzip');
  return new Response(await compress(body), { status, headers });
}
