import { expect, test } from 'vitest';
import { type Answered, checkDelivery, type Line, type Told } from './check';

const line = (seq: number, change: Partial<Line> = {}): Line => ({
  roomId: 'lobby',
  seq,
  rev: seq + 10,
  id: `m${seq}`,
  body: `text ${seq}`,
  ...change,
});

/** Three messages, all answered, and a reader who was there from the first on. */
type Change = { table?: Line[]; answered?: Answered[]; lines?: Line[]; began?: number; ended?: number };

function whole(change: Change = {}) {
  const table = [line(1), line(2), line(3)];
  const reader: Told = {
    name: 'grace',
    lines: change.lines ?? table,
    began: new Map([['lobby', change.began ?? 10]]),
    ...(change.ended !== undefined && { ended: new Map([['lobby', change.ended]]) }),
  };
  return checkDelivery({
    sent: new Map(table.map(({ id, body }) => [id, body])),
    answered: change.answered ?? table,
    table: change.table ?? table,
    readers: [reader],
  });
}

const counts = ({ first: _, ...verdict }: ReturnType<typeof whole>) =>
  Object.fromEntries(Object.entries(verdict).filter(([, count]) => count > 0));

test('a whole history has nothing to tell; neither has one whose reader came later', () => {
  expect(counts(whole())).toEqual({});
  expect(counts(whole({ began: 12, lines: [line(3)] }))).toEqual({});
  expect(counts(whole({ ended: 13, lines: [line(1)] }))).toEqual({});
});

test.each([
  ['an answered message that is not there', { answered: [line(1), line(9)] }, { lost: 1 }],
  ['an answer that names another place', { answered: [line(2, { seq: 3 })] }, { moved: 1 }],
  ['a hole', { table: [line(1), line(3)], answered: [], lines: [line(1), line(3)] }, { doubled: 1 }],
  [
    'an id twice',
    {
      table: [line(1), line(2), line(3, { id: 'm2', body: 'text 2' })],
      answered: [],
      lines: [line(1), line(2)],
    },
    { doubled: 1, moved: 0 },
  ],
  [
    'what nobody sent',
    { table: [line(1), line(2), line(3), line(4)], lines: [1, 2, 3, 4].map((n) => line(n)) },
    { unexpected: 1 },
  ],
  ['a message that was not heard', { lines: [line(1), line(3)] }, { unheard: 1 }],
  ['a message heard twice', { lines: [line(1), line(2), line(2), line(3)] }, { repeated: 1 }],
  ['messages in another order', { lines: [line(2), line(1), line(3)] }, { reordered: 1 }],
  ['what came after the end of a membership', { ended: 12 }, { overheard: 1 }],
  ['a message with another text', { lines: [line(1), line(2, { body: 'else' }), line(3)] }, { invented: 1 }],
])('%s is seen', (_, change, seen) => {
  expect(counts(whole(change))).toMatchObject(
    Object.fromEntries(Object.entries(seen).filter(([, n]) => n > 0)),
  );
});
