import 'server-only';
import { observeDelivery, observeRead } from '@/lib/metrics';
import type { Changes } from '@/lib/realtime/contract';
import type { Reads } from '@/lib/realtime/reads';

/** The same reads, each timed under its name. */
export function measuredReads(reads: Reads): Reads {
  return {
    standing: (who) => observeRead('standing', () => reads.standing(who)),
    hello: (userId) => observeRead('hello', () => reads.hello(userId)),
    missed: (userId, cursors) => observeRead('missed', () => reads.missed(userId, cursors)),
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
