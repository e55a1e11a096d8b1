import type { Said } from './identity';
import type { Reading, Skipped, SourceAuthor, SourceLine, SourceRoom } from './line';
import { splitText } from './split-text';

/** One transaction holds as many messages, so that people in a room that grows wait a tenth of a second for it. */
const MESSAGES_MAX = 2_000;
/** And as many code units of text. */
const TEXT_MAX = 2_000_000;

/** A message that wants to be stored. */
export type Piece = {
  room: SourceRoom;
  author: SourceAuthor;
  at: number;
  text: string;
  said: Said;
  part: number;
};

/** What one transaction stores. `lines`: how many of the source's messages; `cut`: how many became several. */
export type Batch = { pieces: Piece[]; skipped: Skipped[]; lines: number; cut: number };

/**
 * Gathers a reading into batches. What no room takes is skipped: blank text, and what is dated after `until`
 * (milliseconds since 1970). A reading that fails is thrown after what it gave before.
 */
export async function* batches(reading: Reading, until: number): AsyncGenerator<Batch> {
  const occurrenceOf = occurrences();
  let batch = emptyBatch();
  let length = 0;
  const add = (line: SourceLine) => {
    const skipped = refuse(line, until);
    if (skipped) return void batch.skipped.push(skipped);
    const { room, author, at, text, key } = line;
    const said: Said = key === undefined ? [author.key, text, occurrenceOf(line)] : [key];
    const texts = splitText(text);
    batch.lines += 1;
    if (texts.length > 1) batch.cut += 1;
    length += text.length;
    batch.pieces.push(...texts.map((piece, part) => ({ room, author, at, text: piece, said, part })));
  };
  const isFull = () =>
    batch.pieces.length >= MESSAGES_MAX || length >= TEXT_MAX || batch.skipped.length >= MESSAGES_MAX;
  try {
    for await (const lines of reading) {
      for (const line of lines) {
        if ('skipped' in line) batch.skipped.push(line);
        else add(line);
        if (!isFull()) continue;
        yield batch;
        batch = emptyBatch();
        length = 0;
      }
    }
  } catch (error) {
    yield batch;
    throw error;
  }
  yield batch;
}

function emptyBatch(): Batch {
  return { pieces: [], skipped: [], lines: 0, cut: 0 };
}

function refuse({ place, text, at }: SourceLine, until: number): Skipped | null {
  if (text.trim() === '') return { place, skipped: 'blank text' };
  if (at > until) return { place, skipped: 'dated after the beginning of this import' };
  return null;
}

/**
 * Counts how often the same author said the same at the same time, so that both are kept. Only neighbours count: the
 * same line again further on is the same message, as in logs that overlap.
 */
function occurrences(): (line: SourceLine) => number {
  const rooms = new Map<string, { at: number; said: Map<string, number> }>();
  return ({ room, author, at, text }) => {
    let now = rooms.get(room.key);
    if (now?.at !== at) {
      now = { at, said: new Map() };
      rooms.set(room.key, now);
    }
    const words = JSON.stringify([author.key, text]);
    const count = now.said.get(words) ?? 0;
    now.said.set(words, count + 1);
    return count;
  };
}
