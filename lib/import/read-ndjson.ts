import { z } from 'zod';
import { isStorable, normalizeBody } from '@/lib/text';
import { type ByteLine, byteLines, LINE_MAX } from './byte-lines';
import type { Reading, Skipped, SourceLine } from './line';
import { fitName } from './names';

const fields = ['room', 'at', 'author', 'text'] as const;
type Fields = Record<(typeof fields)[number], string>;

const instant = z.iso.datetime({ offset: true });
// A BOM at the beginning is no part of the text; bytes that are no UTF-8 throw.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Lines `{room, at, author, text}`, one JSON object each; further fields mean nothing. Empty lines are none. */
export async function* readNdjson(chunks: AsyncIterable<Buffer>): Reading {
  for await (const lines of byteLines(chunks)) {
    yield lines.flatMap((line) => parseLine(line) ?? []);
  }
}

/** Null for an empty line. */
function parseLine({ number, bytes }: ByteLine): SourceLine | Skipped | null {
  const place = `line ${number}`;
  const skip = (skipped: string): Skipped => ({ place, skipped });
  if (bytes === null) return skip(`longer than ${LINE_MAX / 1024 / 1024} MB`);
  const json = decode(bytes);
  if (json === null) return skip('not UTF-8');
  if (json.trim() === '') return null;
  const values = readFields(json);
  if (typeof values === 'string') return skip(values);
  const room = fitName(values.room);
  const author = fitName(values.author);
  const at = instant.safeParse(values.at).success ? Date.parse(values.at) : Number.NaN;
  if (!(at >= 0)) return skip('"at" is no instant (like 2026-01-31T12:00:00Z) since 1970');
  if (room === '') return skip('"room" is blank');
  if (author === '') return skip('"author" is blank');
  return {
    place,
    room: { key: room, name: room },
    author: { key: author, name: author, kind: 'person' },
    at,
    text: normalizeBody(values.text),
  };
}

function decode(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The four texts, or what is wrong. */
function readFields(json: string): Fields | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // What the parser says of it names positions in a line that nobody wants to count.
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no JSON object';
  const object: Record<string, unknown> = { ...value };
  const missing = fields.find((name) => object[name] === undefined);
  if (missing) return `"${missing}" is missing`;
  const wrong = fields.find((name) => typeof object[name] !== 'string');
  if (wrong) return `"${wrong}" is not text`;
  // Each is there and is text.
  const texts = object as Fields;
  const forbidden = fields.find((name) => !isStorable(texts[name]));
  return forbidden ? `"${forbidden}" has characters that no text may hold` : texts;
}
