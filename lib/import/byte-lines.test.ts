import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteLines, LINE_MAX } from './byte-lines';

async function* chunked(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function linesOf(chunks: AsyncIterable<Buffer>): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for await (const lines of byteLines(chunks))
    for (const { number, bytes } of lines) {
      expect(number).toBe(found.length + 1);
      found.push(bytes?.toString('utf8') ?? null);
    }
  return found;
}

test('lines are the same however the bytes arrive', async () => {
  const text = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', '')));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      expect(await linesOf(chunked(bytes, size))).toEqual(lines);
    }),
  );
});

test('a last line needs no end', async () => {
  expect(await linesOf(chunked(Buffer.from('one\n\ntwo'), 3))).toEqual(['one', '', 'two']);
  expect(await linesOf(chunked(Buffer.from(''), 3))).toEqual([]);
});

test('a line over the limit is none, and the next one is itself again', async () => {
  const bytes = Buffer.concat([
    Buffer.alloc(LINE_MAX, 'a'),
    Buffer.from('\n'),
    Buffer.alloc(LINE_MAX + 1, 'b'),
    Buffer.from('\nthird\n'),
  ]);
  const [longest, over, third] = await linesOf(chunked(bytes, 65_536));
  expect(longest).toHaveLength(LINE_MAX);
  expect([over, third]).toEqual([null, 'third']);
});
