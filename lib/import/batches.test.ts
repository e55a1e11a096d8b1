import { expect, test } from 'vitest';
import { batches } from './batches';
import { messageIdOf } from './identity';
import type { SourceLine } from './line';
import { BrokenSource } from './open-source';

const noon = Date.parse('2024-05-01T12:00:00Z');
const line = (text: string, at = noon, room = 'garden'): SourceLine => ({
  place: 'line 1',
  room: { key: room, name: room },
  author: { key: 'ada', name: 'ada', kind: 'person' },
  at,
  text,
});

async function* reading(...lines: SourceLine[]) {
  yield lines;
}

async function idsOf(...lines: SourceLine[]): Promise<string[]> {
  const ids: string[] = [];
  for await (const { pieces } of batches(reading(...lines), noon + 1e9))
    ids.push(...pieces.map(({ room, at, said, part }) => messageIdOf(room.key, at, { said, part })));
  return ids;
}

test('the same words at the same time are as many messages as they were said', async () => {
  const ids = await idsOf(line('+1'), line('+1'), line('+1', noon, 'kitchen'), line('+1'));
  expect(new Set(ids)).toHaveLength(4);
  expect(await idsOf(line('+1'), line('+1'), line('+1', noon, 'kitchen'), line('+1'))).toEqual(ids);
});

test('the same line again further on is the same message', async () => {
  const [first, , again] = await idsOf(line('tea?'), line('later', noon + 1), line('tea?'));
  expect(again).toBe(first);
});

test('ids are UUIDs of version 7 that begin with the time of the message', async () => {
  const [id = ''] = await idsOf(line('tea?'));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(noon);
});

test('blank text and what is dated later than now are skipped, by place', async () => {
  const skipped: unknown[] = [];
  for await (const batch of batches(
    reading(line(' \n'), line('soon', noon + 2), line('now', noon + 1)),
    noon + 1,
  )) {
    skipped.push(...batch.skipped);
    expect(batch.lines).toBe(1);
  }
  expect(skipped).toEqual([
    { place: 'line 1', skipped: 'blank text' },
    { place: 'line 1', skipped: 'dated after the beginning of this import' },
  ]);
});

test('a batch is full after 2,000 messages, or two million letters', async () => {
  const sizes = async (lines: SourceLine[]) => {
    const found: number[] = [];
    for await (const { pieces } of batches(reading(...lines), noon + 1e9)) found.push(pieces.length);
    return found;
  };
  expect(await sizes(Array.from({ length: 4_500 }, (_, index) => line(`${index}`)))).toEqual([
    2_000, 2_000, 500,
  ]);
  // 8,000 letters are one message, 125 of them are a million.
  expect(await sizes(Array.from({ length: 3 }, () => line('x'.repeat(1_000_000))))).toEqual([250, 125]);
});

test('what was read before the source broke is a batch, and then the break is thrown', async () => {
  async function* breaking() {
    yield [line('one'), line('two')];
    throw new BrokenSource('The file is cut off');
  }
  const found: number[] = [];
  const all = (async () => {
    for await (const { lines } of batches(breaking(), noon)) found.push(lines);
  })();
  await expect(all).rejects.toThrow('The file is cut off');
  expect(found).toEqual([2]);
});
