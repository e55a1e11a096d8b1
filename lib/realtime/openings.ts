import 'server-only';
import { gather } from '@/lib/gather';
import type { OpeningReads, Reads, SharedReads } from '@/lib/realtime/reads';

/**
 * One statement of each step at a time: what opens meanwhile goes in the next. When a thousand clients come back
 * together they take three connections of the pool, and sends and sessions find the others. So many in one, as a longer
 * answer would hold up the process; and a browser that hears nothing for ten seconds takes the way for closed.
 */
const OPENINGS = { atOnce: 1, most: 32, patienceMs: 8_000 };

/** The reads of streams that open, each for one, gathered into reads for many. */
export function gatherOpenings({
  standings,
  hellos,
  allMissed,
  ...shared
}: SharedReads & OpeningReads): Reads {
  return {
    ...shared,
    standing: gather(standings, OPENINGS),
    hello: gather(hellos, OPENINGS),
    missed: gather(allMissed, OPENINGS),
  };
}
