import type { SkipRanges } from '@/lib/rooms/contract';

/** The union of two sorted lists of closed ranges: sorted, apart from each other, touching ones joined. */
export function uniteRanges(a: SkipRanges, b: SkipRanges): SkipRanges {
  if (b.length === 0) return a;
  const united: SkipRanges = [];
  for (const [from, to] of [...a, ...b].sort((left, right) => left[0] - right[0])) {
    const last = united.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else united.push([from, to]);
  }
  return united;
}

/** How many seqs of `first`..`last` the ranges hold. */
export function countWithin(ranges: SkipRanges, first: number, last: number): number {
  let count = 0;
  for (const [from, to] of ranges) count += Math.max(0, Math.min(to, last) - Math.max(from, first) + 1);
  return count;
}

/** The smallest seq from `first` on that no range holds. */
export function firstOutside(ranges: SkipRanges, first: number): number {
  let seq = first;
  for (const [from, to] of ranges) if (from <= seq && seq <= to) seq = to + 1;
  return seq;
}
