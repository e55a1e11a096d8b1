import { SKIP_RANGES_MAX, type SkipRanges } from './contract';

/**
 * Reads Postgres' text form of an int8multirange, `{[3,4),[7,10)}`, as closed ranges, `[[3,3],[7,9]]`.
 * Null stays null, and so does anything of more than SKIP_RANGES_MAX ranges: too many to count exactly.
 */
export function parseSkip(multirange: string | null): SkipRanges | null {
  if (multirange === null) return null;
  const ranges = [...multirange.matchAll(/\[(\d+),(\d+)\)/g)].map(([, first, end]): [number, number] => [
    Number(first),
    Number(end) - 1,
  ]);
  return ranges.length > SKIP_RANGES_MAX ? null : ranges;
}
