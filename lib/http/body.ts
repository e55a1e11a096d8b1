import 'server-only';
import { AppError, isAppError } from '@/lib/errors';

/** Deeper nesting than any contract of ours has. */
const DEPTH_MAX = 8;

/**
 * The request's JSON. Refuses another content type (415), more than `maxBytes` (413), bytes that are no UTF-8, text
 * that is no JSON, and JSON with tricks (422).
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new AppError('unsupported_type', 'Send application/json.');
  const text = await readText(request, maxBytes);
  refuseTricks(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', 'This is no JSON.', { reason: 'not_json', cause });
  }
}

/** The body as UTF-8 text; 413 as soon as it is known to be longer than `maxBytes`. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const bytes = await readBytes(request, maxBytes).catch(refuseHalf);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new AppError('invalid', 'The body is not UTF-8.', { reason: 'not_utf8', cause });
  }
}

/** A body that says its length is taken whole: no host lets more through. Any other is cut off where it is too long. */
async function readBytes(request: Request, maxBytes: number): Promise<ArrayBuffer | Uint8Array> {
  const declared = request.headers.get('content-length');
  if (Number(declared ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (declared !== null) return request.arrayBuffer();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whoever asked left in the middle. It is no connection of ours that broke, as the error's code would have it. */
function refuseHalf(cause: unknown): never {
  if (isAppError(cause)) throw cause;
  throw new AppError('invalid', 'The body ended before it was whole.', { reason: 'cut_short', cause });
}

/**
 * What is legal JSON and never meant well: nesting beyond any contract, `__proto__` as a key, a key given twice (two
 * parsers may disagree on which counts). One pass, linear; brackets inside strings do not count.
 */
function refuseTricks(text: string): void {
  const objects: Set<string>[] = [];
  for (const [token, key, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[[\]{}]/g)) {
    if (token === '{' || token === '[') objects.push(new Set());
    else if (token === '}' || token === ']') objects.pop();
    if (objects.length > DEPTH_MAX) throw trick(`JSON nests deeper than ${DEPTH_MAX}.`);
    if (key === undefined || colon === undefined) continue;
    const name = plain(key);
    const names = objects.at(-1);
    if (name === '__proto__') throw trick('__proto__ is no key here.');
    if (names?.has(name)) throw trick(`The key ${key} is given twice.`);
    names?.add(name);
  }
}

/** Escapes can hide that two keys are one. */
function plain(key: string): string {
  try {
    return JSON.parse(key);
  } catch {
    // Not a JSON string after all; the parser refuses the whole.
    return key;
  }
}

function trick(message: string): AppError {
  return new AppError('invalid', message, { reason: 'not_json' });
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too_large', `The body has more than ${maxBytes} bytes.`, {
    params: { limit: maxBytes },
  });
}
