import { z } from 'zod';
import { attachment } from '@/lib/attachments/contract';
import { message, page } from '@/lib/messages/contract';
import type { HeldFile, HeldMessage } from '@/lib/realtime/client/state';
import { bye, changes, hello, meFrame } from '@/lib/realtime/contract';
import { type Entry, entriesAnswer, entry, member } from '@/lib/rooms/contract';
import { userCard } from '@/lib/users/contract';

/**
 * The contracts as a client reads them: what a newer server says in a way this version cannot read costs its own row,
 * never the frame it came in.
 */
const place = z.object({
  id: z.string(),
  seq: z.int().min(0),
  rev: z.int().min(0),
  authorId: z.string().catch(''),
  createdAt: z.string().catch(''),
});

function readMessage(value: unknown): HeldMessage[] {
  const whole = message.safeParse(value);
  if (whole.success) return [whole.data];
  const some = place.safeParse(value);
  return some.success ? [{ ...some.data, unreadable: true }] : [];
}

function readFile([id, value]: [string, unknown]): [string, HeldFile] {
  const whole = attachment.safeParse(value);
  return [id, whole.success ? whole.data : { id, missing: 'unreadable' }];
}

function readEach<S extends z.ZodType>(schema: S): (values: unknown[]) => z.output<S>[] {
  return (values) =>
    values.flatMap((value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
}

const users = z.record(z.string(), userCard.catch({ name: '', avatar: null, kind: 'former' }));
const messages = z.array(z.unknown()).transform((values) => values.flatMap(readMessage));
const members = z.array(z.unknown()).transform(readEach(member));
const entries = z.array(z.unknown()).transform(readEach(entry));
const files = z
  .record(z.string(), z.unknown())
  .transform((values) => Object.fromEntries(Object.entries(values).map(readFile)));

export const heldFilesAnswer = z.object({ attachments: files });

export const heldPage = page.extend({ messages, users, attachments: files.optional().catch(undefined) });
export type HeldPage = z.output<typeof heldPage>;

export const heldChanges = changes.extend({
  messages,
  members,
  users,
  room: changes.shape.room.catch(undefined),
});
export type HeldChanges = z.output<typeof heldChanges>;

export const heldChangesAnswer = z.union([
  z.object({ reset: z.literal(true), entry, epoch: z.string() }),
  heldChanges.extend({ epoch: z.string() }),
]);
export type HeldChangesAnswer = z.output<typeof heldChangesAnswer>;

/** `whole`: every entry could be read, so a room that is not among them is one this person is not in. */
type Whole<T> = T & { whole: boolean };

function withWhole<T extends { rooms: unknown[] }>(value: T): Whole<Omit<T, 'rooms'> & { rooms: Entry[] }> {
  const rooms = readEach(entry)(value.rooms);
  return { ...value, rooms, whole: rooms.length === value.rooms.length };
}

const anyRooms = z.array(z.unknown());
export const heldEntries = entriesAnswer.extend({ rooms: anyRooms, users }).transform(withWhole);
export type HeldEntries = z.output<typeof heldEntries>;
export const heldHello = hello.extend({ rooms: anyRooms, users }).transform(withWhole);
export type HeldHello = z.output<typeof heldHello>;

export const heldMeFrame = meFrame.extend({
  rooms: entries,
  users,
  settings: meFrame.shape.settings.catch(undefined),
});
export type HeldMeFrame = z.output<typeof heldMeFrame>;

const heldFrame = z.union([heldMeFrame, heldChanges.extend({ feed: z.string() })]);
const protocolOnly = z.object({ protocol: z.int() });
const resetFrame = z.object({ entry });

export type StreamEvent =
  | { name: 'hello'; hello: HeldHello }
  | { name: 'room'; feed: string; changes: HeldChanges }
  | { name: 'me'; frame: HeldMeFrame }
  | { name: 'reset'; entry: Entry }
  | { name: 'ready' }
  | { name: 'beat' }
  | { name: 'bye'; retryMs: number | null }
  /** A hello of a protocol that may be newer than its contract here. */
  | { name: 'outdated'; protocol: number }
  | { name: 'unknown' };

/** One event of the stream. Throws when one of ours cannot be read at all: the connection is then worth nothing. */
export function readEvent(name: string, data: string, protocol: number): StreamEvent {
  if (name === 'ready' || name === 'beat') return { name };
  if (name === 'changes') return readFrame(JSON.parse(data));
  if (name === 'reset') return { name, entry: resetFrame.parse(JSON.parse(data)).entry };
  if (name === 'bye') return { name, retryMs: bye.parse(JSON.parse(data)).retryMs };
  if (name !== 'hello') return { name: 'unknown' };
  const value: unknown = JSON.parse(data);
  const told = protocolOnly.parse(value).protocol;
  return told > protocol ? { name: 'outdated', protocol: told } : { name, hello: heldHello.parse(value) };
}

function readFrame(value: unknown): StreamEvent {
  const frame = heldFrame.parse(value);
  if ('ended' in frame) return { name: 'me', frame };
  const { feed, ...changed } = frame;
  return { name: 'room', feed, changes: changed };
}
