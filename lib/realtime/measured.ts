import 'server-only';
import { steadily } from '@/lib/http/steadily';
import { observeDelivery, observeRead } from '@/lib/metrics';
import type { Changes } from '@/lib/realtime/contract';
import type { OpeningReads, SharedReads } from '@/lib/realtime/reads';

/**
 * The same reads, each timed under its name. Those that open a stream are tried again when a connection turns out dead:
 * the next tick, which heals all others, is no help to a stream that could not open.
 */
export function measuredReads(reads: SharedReads & OpeningReads): SharedReads & OpeningReads {
  return {
    standings: (all) => observeRead('standing', () => steadily(() => reads.standings(all))),
    hellos: (userIds) => observeRead('hello', () => steadily(() => reads.hellos(userIds))),
    allMissed: (all) => observeRead('missed', () => steadily(() => reads.allMissed(all))),
    room: (roomId, from) => observeRead('room', () => reads.room(roomId, from)),
    me: (userId, from) => observeRead('me', () => reads.me(userId, from)),
    liveSessions: (userId) => observeRead('sessions', () => reads.liveSessions(userId)),
    moved: (known) => observeRead('moved', () => reads.moved(known)),
  };
}

/** Older ones are in a frame because they were edited, or because somebody was away. */
const FRESH_MS = 60_000;

/** Keeps how long the new messages of a frame took from the database to the streams. */
export function observeServed({ messages }: Changes): void {
  for (const message of messages) {
    if (message.deleted || message.version > 1) continue;
    if (Date.now() - Date.parse(message.createdAt) < FRESH_MS) observeDelivery(message.createdAt);
  }
}
