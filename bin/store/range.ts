/** The part of an object an answer holds: from the byte `start` to the byte `end`, included. */
export type Range = { start: number; end: number };

/**
 * What a Range header asks of `size` bytes: a part, `unsatisfiable`, or undefined for the whole. As RFC 9110 allows,
 * a header that is malformed or asks for several parts is passed over.
 */
export function readRange(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  if (first === '') {
    const start = Math.max(0, size - Number(last));
    return start < size ? { start, end: size - 1 } : 'unsatisfiable';
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
