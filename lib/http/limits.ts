import 'server-only';
import type { Viewer } from '@/lib/auth/viewer';

/** How often something may be done: `points` times in `seconds`, counted per person or per client address. */
export type Limit = {
  name: string;
  points: number;
  seconds: number;
  by: 'person' | 'address';
  store: 'memory' | 'database';
};

/** Counts this request against each limit; throws `slow_down` with Retry-After when one is used up. */
export async function consumeLimits(
  _limits: readonly Limit[],
  _request: Request,
  _viewer: Viewer | null,
): Promise<void> {
  throw new Error('not written yet');
}
