import 'server-only';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { listening, peers } from '@/lib/realtime/hub';
import { measuredReads, observeServed } from '@/lib/realtime/measured';
import { gatherOpenings } from '@/lib/realtime/openings';
import { reads } from '@/lib/realtime/queries';
import { Hub } from '@/lib/realtime/stream-hub';
import { single } from '@/lib/registry';

/** Vercel ends a function after maxDuration (300 s); at the beat before, each client is sent away knowingly. */
const VERCEL_AGE_MS = 260_000;

/** This process's hub, made for its first stream. Commands reach it through `announce` only. */
export function processHub(): Hub {
  return single('hub', () => {
    const hub = new Hub(gatherOpenings(measuredReads(reads)), {
      maxStreams: env().MAX_STREAMS,
      ...(env().VERCEL !== undefined && { maxAgeMs: VERCEL_AGE_MS }),
      onServed: observeServed,
      isHinted: () => peers()?.isHeard ?? false,
      onError: (error) => log().error({ err: error }, 'the streams cannot be served'),
    });
    listening().hub = hub;
    return hub;
  });
}
