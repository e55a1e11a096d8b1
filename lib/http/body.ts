import 'server-only';
import { AppError } from '@/lib/errors';

/** Deeper nesting than any contract of ours has. */
const DEPTH_MAX = 8;

/**
 * The request's JSON. Refuses another content type (415), more than `maxBytes` (413), bytes that are no UTF-8, text
 * that is no JSON, `__proto__` as a key, and nesting beyond any contract (422).
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new AppError('unsupported_type', 'Send application/json.');
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const text = await readText(request, maxBytes);
  if (depthOf(text) > DEPTH_MAX)
    throw new AppError('invalid', `JSON nests deeper than ${DEPTH_MAX}.`, { reason: 'not_json' });
  try {
    return JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw new SyntaxError('__proto__ as a key');
      return value;
    });
  } catch (cause) {
    throw new AppError('invalid', 'This is no JSON.', { reason: 'not_json', cause });
  }
}

/** The body as UTF-8 text, cut off with 413 as soon as it is longer than `maxBytes`. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError)
      throw new AppError('invalid', 'The body is not UTF-8.', { reason: 'not_utf8', cause: error });
    throw error;
  }
}

/** Greatest nesting in linear time; brackets inside strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth);
    else if (token === '}' || token === ']') depth -= 1;
  }
  return deepest;
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too_large', `The body has more than ${maxBytes} bytes.`, {
    params: { limit: maxBytes },
  });
}
