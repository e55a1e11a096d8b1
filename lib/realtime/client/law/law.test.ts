import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelNetwork, operations } from '@/lib/realtime/client/law/model-network';
import { endOf } from '@/lib/realtime/client/state';
import { firstUnreadSeq, unreadCount } from '@/lib/rooms/unread';

const SHORT = 400;

/** Short in the suite; the long form is `LAW_RUNS=10000 npx vitest run lib/realtime/client/law`. */
// biome-ignore lint/style/noProcessEnv: how long a test runs is no setting of the app.
const RUNS = Number(process.env['LAW_RUNS'] ?? SHORT);

const operation = fc.oneof(
  ...operations.map(({ weight, operation }) => ({ weight, arbitrary: fc.constant(operation) })),
);
const schedule = fc.array(fc.tuple(operation, fc.nat(999)), {
  maxLength: 80,
  // Without it fast-check keeps arrays near ten steps, too few for two answers to cross.
  size: 'max',
});

describe('the law of the held state', () => {
  it('makes window and counters equal a fresh snapshot, whatever was lost, repeated or reordered', () => {
    fc.assert(
      fc.property(schedule, (steps) => {
        const network = new ModelNetwork();
        for (const [operation, at] of steps) {
          network.step(operation, at);
          expectNothingMissedSoFar(network);
        }
        network.settle();
        expectEqualToFresh(network);
      }),
      // The short form is the same each time, so that it tells what a change did; the long form looks for more.
      RUNS === SHORT ? { numRuns: RUNS, seed: 20_261_120 } : { numRuns: RUNS },
    );
  }, 600_000);
});

/** At every moment: contiguous, and each row of the window that changed up to the cursor is in its newest state. */
function expectNothingMissedSoFar({ room, server }: ModelNetwork): void {
  const window = room?.hold?.window;
  if (!room || !window) return;
  const wrong = window.rows.filter((row, index) => {
    const stored = server.messages[row.seq - 1];
    const isStale = stored && stored.rev <= room.cursor && stored !== row;
    return row.seq !== window.start + index || isStale;
  });
  expect(wrong).toEqual([]);
  expect(room.cursor).toBeLessThanOrEqual(room.head);
}

function expectEqualToFresh({ room, server }: ModelNetwork): void {
  expect(Boolean(room)).toBe(server.joined);
  if (!room) return;
  const fresh = server.entry();
  const { lastSeq, lastReadSeq, userRev, rev, name, lastMessageAt } = room.entry;
  expect({ lastSeq, lastReadSeq, userRev, rev, name, lastMessageAt }).toEqual({
    lastSeq: fresh.lastSeq,
    lastReadSeq: fresh.lastReadSeq,
    userRev: fresh.userRev,
    rev: fresh.rev,
    name: fresh.name,
    lastMessageAt: fresh.lastMessageAt,
  });
  expect(unreadCount(room.entry)).toBe(unreadCount(fresh));
  expect(firstUnreadSeq(room.entry)).toBe(firstUnreadSeq(fresh));
  const window = room.hold?.window;
  if (!window) return;
  expect(window.rows).toEqual(server.messages.slice(window.start - 1, endOf(window)));
  if (endOf(window) === lastSeq) expect(room.hold?.kept).toEqual({});
}
