import { once } from 'node:events';
import { IncomingMessage, type ServerResponse } from 'node:http';
import { AppError } from '@/lib/errors';
import { errorResponse } from '@/lib/http/error-response';

/** The largest body a contract allows (a message: 64 KB), and room for what next-auth's forms add. */
export const BODY_CAP_BYTES = 80 * 1024;
const LINGER_MS = 1_000;

/**
 * The request to hand on, or undefined when its body is over the cap and has been answered with 413. A body that
 * declares its length is passed on as it comes; one that does not (chunked) is read here first, up to the cap.
 */
export async function capBody(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<IncomingMessage | undefined> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > BODY_CAP_BYTES) return refuse(request, response);
  if (request.headers['transfer-encoding'] === undefined) return request;
  const body = await readUpTo(request, BODY_CAP_BYTES);
  if (!body) return refuse(request, response);
  return replay(request, body);
}

/** The body, or undefined as soon as it is larger; the rest is then still to be read. */
function readUpTo(request: IncomingMessage, cap: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes <= cap) chunks.push(chunk);
      else resolve(undefined);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

/**
 * The connection closes with the answer. Closed while bytes are still arriving it would be reset, and the client might
 * lose the answer with it; so for a moment the rest is read and dropped.
 */
async function refuse(request: IncomingMessage, response: ServerResponse): Promise<undefined> {
  const error = new AppError('too_large', `The body has more than ${BODY_CAP_BYTES} bytes.`, {
    params: { limit: BODY_CAP_BYTES },
  });
  const answer = errorResponse(error, crypto.randomUUID());
  const text = await answer.text();
  const length = { 'content-length': Buffer.byteLength(text), connection: 'close' };
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...length });
  response.write(text);
  const over = AbortSignal.timeout(LINGER_MS);
  request.resume();
  // Aborted: the rest was too long in coming. Either way the answer is out.
  await once(request, 'end', { signal: over }).catch(() => undefined);
  response.end();
}

/** The same request with its body already here. */
function replay(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const copy = Object.assign(new IncomingMessage(request.socket), {
    ...{ method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor },
    complete: true,
  });
  copy.push(body);
  copy.push(null);
  return copy;
}
