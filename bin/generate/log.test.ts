import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateLog, USUAL_LINES } from './log.mjs';

type Line = { room: string; at: string; author: string; text: string };

test('the usual log has the size and shape of a real one', () => {
  const lines = [...generateLog()].map((line) => JSON.parse(line) as Line);
  expect(lines).toHaveLength(USUAL_LINES);
  expect(new Set(lines.map((line) => line.author))).toHaveLength(373);
  const names = [...new Set(lines.map((line) => line.room))];
  const rooms = names.map((name) => lines.filter((line) => line.room === name));
  expect(rooms.map((room) => room.length)).toEqual([51_507, 9_681, 19_007, 57]);
  for (const room of rooms) {
    const times = room.map((line) => line.at);
    expect(times).toEqual(times.toSorted());
  }
  expect(lines.some((line) => line.text.includes('```'))).toBe(true);
  expect(lines.some((line) => /[\u0590-\u06ff]/.test(line.text))).toBe(true);
});

test('the same parameters give the same bytes, on every machine and tomorrow', () => {
  const digest = (seed: number) =>
    createHash('sha256')
      .update([...generateLog({ lines: 2_000, seed })].join('\n'))
      .digest('hex')
      .slice(0, 16);
  expect(digest(1)).toBe('4bc0a2c5efd96c04');
  expect(digest(2)).not.toBe(digest(1));
});
