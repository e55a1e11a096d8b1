import 'server-only';
import { processHub } from '@/lib/realtime/process-hub';

/** Over how long the streams of a process that ends are sent away, so that their clients do not return at once. */
const SPREAD_MS = 3_000;

/** Sends all streams of this process away and takes no new ones; answers when the last is gone, within 3 s. */
export async function drainStreams(): Promise<void> {
  await processHub().drain(SPREAD_MS);
}
