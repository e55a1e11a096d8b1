import { createHash } from 'node:crypto';

/*
 * What is imported is known again by ids made from the source itself, so that the same file a second time, or the
 * rest of it after an interruption, finds what is there. `source` is a word for where the lines come from.
 */

/** `generation`: a room that was deleted here keeps its row, so what is imported after that is another one. */
export function roomIdOf(source: string, room: string, generation: number): string {
  return toUuid(digest(['room', source, room, generation]), 8);
}

export function personIdOf(source: string, author: string): string {
  return toUuid(digest(['person', source, author]), 8);
}

/** What makes a message itself within its room, besides its time. */
export type Said = readonly [author: string, text: string, occurrence: number] | readonly [key: string];

/** A UUIDv7 of the message's own time; the part that is random elsewhere says whose and what it is. */
export function messageIdOf(
  roomId: string,
  at: number,
  { said, part }: { said: Said; part: number },
): string {
  const bytes = digest(['message', roomId, at, ...said, part]);
  bytes.writeUIntBE(at, 0, 6);
  return toUuid(bytes, 7);
}

function digest(parts: readonly (string | number)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
}

/** Version 8 is the one whose content its maker defines. */
function toUuid(bytes: Buffer, version: 7 | 8): string {
  bytes.writeUInt8((version << 4) | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
