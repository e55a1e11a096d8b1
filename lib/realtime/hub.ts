import 'server-only';
import type { Changes, MeFrame } from '@/lib/realtime/contract';
import { Peers } from '@/lib/realtime/peers';
import { redisLink } from '@/lib/redis/link';
import { single } from '@/lib/registry';

/** What a command may hand over with an announcement; the hub adds the feed's name. */
export type HandedFrame = Changes | Omit<MeFrame, 'feed'>;

/** `feed`: a room's id or `me:<userId>`. `to`: its rev after the commit. `frame`: exactly what lies in between. */
export type Announcement = { feed: string; to: number; frame?: HandedFrame };

export type Listening = { announce(announcement: Announcement): void };

/**
 * Where this process's hub hangs while somebody listens. Commands see only this: they must not pull in the hub's reads,
 * which stand above rooms and messages.
 */
export function listening(): { hub: Listening | undefined } {
  return single('listening', () => ({ hub: undefined }));
}

/** The other processes, where Redis leads to them. */
export function peers(): Peers | undefined {
  const link = redisLink();
  return link && single('peers', () => new Peers(link, (hint) => listening().hub?.announce(hint)));
}

/**
 * Tells this process's streams, and the other processes, that a feed moved; call it after the commit, never before.
 * With `frame` it is written without a read if nothing is missing before it. Never throws, never waits: whatever is
 * lost here the next tick finds.
 */
export function announce(feed: string, to: number, frame?: HandedFrame): void {
  announceAll([frame ? { feed, to, frame } : { feed, to }]);
}

/** The same for a command that moved several feeds. */
export function announceAll(announcements: readonly Announcement[]): void {
  for (const announcement of announcements) {
    listening().hub?.announce(announcement);
    peers()?.tell(announcement);
  }
}
