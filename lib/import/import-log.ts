import 'server-only';
import { sql } from 'drizzle-orm';
import type { LongSession } from '@/db/long-session';
import { recordAct } from '@/lib/audit/record-act';
import { type Batch, batches, type Piece } from './batches';
import { messageIdOf } from './identity';
import type { Reading, Skipped, SourceRoom } from './line';
import { BrokenSource } from './open-source';
import { peopleOf } from './people';
import { ensureRoom, publishRoom } from './rooms';
import { type ImportedMessage, storeMessages } from './store-messages';

export type Tally = {
  /** Messages of the source, those that were here already among them. */
  lines: number;
  /** Messages made here. */
  stored: number;
  /** Messages that were here already. */
  known: number;
  /** Older than what stands before them in their room; they took its time. */
  late: number;
  /** Too long for one message; they became several. */
  cut: number;
  /** People made here. */
  people: number;
  skipped: Map<string, number>;
};

export type Outcome = Tally & {
  rooms: number;
  /** Rooms that are called otherwise than in the source, as their names were taken. */
  renamed: { from: string; to: string }[];
  /** Why the source ended early; everything before has been imported. */
  broken: string | null;
  /** Told to stop: the rooms are not shown until the rest is imported. */
  stopped: boolean;
};

/** So many more messages change no plan of Postgres'. */
const FEW = 1_000;

type Task = {
  /** A word for where the lines come from; the same lines of the same source are the same messages. */
  source: string;
  reading: Reading;
  signal: AbortSignal;
  onProgress: (tally: Tally) => void;
  onSkipped: (skipped: Skipped) => void;
};

/**
 * Imports what `reading` answers, a transaction for each batch: whatever interrupts it, the same again goes on where
 * it was, and a second time finds everything there. Rooms are shown when all that is read is in them.
 */
export async function importLog(session: LongSession, task: Task): Promise<Outcome> {
  const tally: Tally = { lines: 0, stored: 0, known: 0, late: 0, cut: 0, people: 0, skipped: new Map() };
  const people = peopleOf(session.db, task.source);
  const rooms = roomsOf(session, task.source);
  let broken: string | null = null;
  try {
    for await (const batch of batches(task.reading, await now(session))) {
      if (task.signal.aborted) break;
      await people.ensure(batch.pieces.map(({ author }) => author));
      const messages = await toMessages(batch.pieces, rooms.ensure, people.idOf);
      await store(session, { messages, batch, tally, source: task.source });
      tally.people = people.made();
      for (const skipped of batch.skipped) if (!skipped.expected) task.onSkipped(skipped);
      task.onProgress(tally);
    }
  } catch (error) {
    if (!(error instanceof BrokenSource)) throw error;
    broken = error.message;
  }
  const stopped = task.signal.aborted;
  const renamed = stopped ? [] : await rooms.publish();
  if (!stopped && tally.stored > 0) await finish(session, task.source, tally);
  return { ...tally, rooms: rooms.count(), renamed, broken, stopped };
}

/** By the database's clock, which the messages of people here are dated by. */
async function now({ db }: LongSession): Promise<number> {
  const { rows } = await db.execute<{ now: string }>(sql`select now()`);
  return new Date(rows[0]?.now ?? Number.NaN).getTime();
}

function roomsOf(session: LongSession, source: string) {
  const found = new Map<string, { id: string; room: SourceRoom }>();

  async function ensure(room: SourceRoom): Promise<string> {
    const held = found.get(room.key);
    if (held) return held.id;
    const id = await ensureRoom(session.db, source, room);
    found.set(room.key, { id, room });
    return id;
  }

  async function publish(): Promise<{ from: string; to: string }[]> {
    const renamed: { from: string; to: string }[] = [];
    for (const { id, room } of found.values()) {
      const to = await publishRoom(session, id, room);
      if (to !== null) renamed.push({ from: room.name, to });
    }
    return renamed;
  }

  return { ensure, publish, count: () => found.size };
}

/** Each id once: what a batch says twice is one message, as it is in two batches. */
async function toMessages(
  pieces: readonly Piece[],
  ensureRoomId: (room: SourceRoom) => Promise<string>,
  authorIdOf: (key: string) => string,
): Promise<ImportedMessage[]> {
  const messages = new Map<string, ImportedMessage>();
  for (const { room, author, at, text, said, part } of pieces) {
    const roomId = await ensureRoomId(room);
    const id = messageIdOf(roomId, at, { said, part });
    if (!messages.has(id)) messages.set(id, { roomId, id, authorId: authorIdOf(author.key), body: text, at });
  }
  return [...messages.values()];
}

type Storing = { messages: ImportedMessage[]; batch: Batch; tally: Tally; source: string };

async function store(session: LongSession, { messages, batch, tally, source }: Storing): Promise<void> {
  const { stored, late } = await session.transaction(async (tx) => {
    const result = await storeMessages(tx, messages);
    if (tally.stored === 0 && result.stored > 0)
      await recordAct(tx, { actorId: null, action: 'import.begin', details: { source } });
    return result;
  });
  tally.lines += batch.lines;
  tally.stored += stored;
  tally.known += batch.pieces.length - stored;
  tally.late += late;
  tally.cut += batch.cut;
  for (const { skipped } of batch.skipped) tally.skipped.set(skipped, (tally.skipped.get(skipped) ?? 0) + 1);
}

async function finish({ db, transaction }: LongSession, source: string, tally: Tally): Promise<void> {
  const { stored, people, late } = tally;
  const details = { source, stored, people, late };
  await transaction((tx) => recordAct(tx, { actorId: null, action: 'import.end', details }));
  // Until Postgres comes round to it by itself it would plan as if the tables were as small as before.
  if (stored > FEW) await db.execute(sql`analyze messages, memberships, rooms, users`);
}
