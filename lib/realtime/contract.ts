import { z } from 'zod';
import { message } from '@/lib/messages/contract';
import { entry, member, roomInfo } from '@/lib/rooms/contract';
import { wholeNumber } from '@/lib/text';
import { me, userCards } from '@/lib/users/contract';

/** Raised when an older client would misread the stream; a tab below hello's number asks to be reloaded. */
export const PROTOCOL = 1;
export const CURSORS_MAX = 20;
/** Rows one catch-up may hold; a client that missed more resets. */
export const CHANGES_MAX = 500;
export const BEAT_MS = 20_000;

const rev = z.int().min(0);

/** Everything that changed in a room above `from` up to `to`, each changed row once, in its newest state. */
export const changes = z.object({
  from: rev,
  to: rev,
  messages: z.array(message),
  members: z.array(member),
  room: roomInfo.optional(),
  users: userCards,
});
export type Changes = z.infer<typeof changes>;

/** A room's frame. `feed`: the room's id. */
export const roomFrame = changes.extend({ feed: z.string() });
export type RoomFrame = z.infer<typeof roomFrame>;

/** What changed for one person: rooms in their newest state, rooms they are no longer in, their own profile. */
export const meFrame = z.object({
  feed: z.literal('me'),
  from: rev,
  to: rev,
  rooms: z.array(entry),
  ended: z.array(z.string()),
  settings: me.optional(),
  users: userCards,
});
export type MeFrame = z.infer<typeof meFrame>;

export const hello = z.object({
  epoch: z.string(),
  protocol: z.int(),
  /** Of the server, `major.minor.patch`: a tab of an older one offers to be reloaded. */
  release: z.string().optional(),
  me,
  rev,
  rooms: z.array(entry),
  users: userCards,
});
export type Hello = z.infer<typeof hello>;

/** The cursor is useless (too far behind, or above the head): forget what is held, take the entry, load a page. */
export const reset = z.object({ entry });
export type Reset = z.infer<typeof reset>;

/** `retryMs` null: come back when the tab is next looked at. `reason` is for the log. */
export const bye = z.object({ retryMs: z.number().nullable() });
export type Bye = z.infer<typeof bye>;

/** The stream's events by name; the data of each is the schema. Unknown events are ignored by clients. */
export const streamEvents = {
  hello,
  changes: z.union([meFrame, roomFrame]),
  reset,
  ready: z.object({}),
  beat: z.object({}),
  bye,
};

/** `<roomId>:<rev>,…` of the rooms whose messages the browser holds. */
export const streamQuery = z.strictObject({
  cursors: z
    .string()
    .default('')
    .transform((list, context) => {
      const cursors = list === '' ? [] : list.toLowerCase().split(',').map(parseCursor);
      const known = cursors.filter((cursor) => cursor !== null);
      const rooms = new Set(known.map(({ roomId }) => roomId));
      if (cursors.length > CURSORS_MAX) {
        context.addIssue({ code: 'custom', params: { reason: 'too_many', limit: CURSORS_MAX } });
      } else if (known.length < cursors.length || rooms.size < cursors.length) {
        context.addIssue({ code: 'custom', params: { reason: 'invalid' } });
      }
      return known;
    }),
});

const cursor = z.object({ roomId: z.uuid(), rev: wholeNumber });

function parseCursor(text: string): { roomId: string; rev: number } | null {
  const [roomId, rev, ...more] = text.split(':');
  const known = cursor.safeParse({ roomId, rev });
  return known.success && more.length === 0 ? known.data : null;
}

export const changesQuery = z.strictObject({ after: wholeNumber });
export const changesAnswer = z.union([
  changes.extend({ epoch: z.string() }),
  z.object({ reset: z.literal(true), entry, epoch: z.string() }),
]);
export type ChangesAnswer = z.infer<typeof changesAnswer>;
