import { describe, expect, it } from 'vitest';
import type { Entry } from './contract';
import { isMuted, nextRoom, sidebarOrder } from './sidebar-order';

function room(name: string, more: Partial<Entry> = {}): Entry {
  return {
    roomId: name,
    kind: 'public',
    name,
    topic: '',
    archivedAt: null,
    infoRev: 1,
    rev: 1,
    lastSeq: 0,
    lastMessageAt: null,
    lastReadSeq: 0,
    userRev: 1,
    skip: [],
    role: 'member',
    involvement: 'everything',
    mutedUntil: null,
    memberIds: null,
    ...more,
  };
}
const ids = (entries: readonly Entry[]) => entries.map((entry) => entry.roomId);

describe('sidebarOrder', () => {
  it('sorts rooms by name and conversations by their latest message', () => {
    const { rooms, direct } = sidebarOrder(
      [
        room('random'),
        room('design'),
        room('ada', { kind: 'direct', lastMessageAt: '2026-11-01T00:00:00Z' }),
        room('new', { kind: 'direct' }),
        room('grace', { kind: 'direct', lastMessageAt: '2026-11-02T00:00:00Z' }),
      ],
      (entry) => entry.name,
    );
    expect(ids(rooms)).toEqual(['design', 'random']);
    expect(ids(direct)).toEqual(['grace', 'ada', 'new']);
  });

  it('puts away what is archived or hidden, and leaves out threads', () => {
    const { rooms, away } = sidebarOrder(
      [
        room('a', { archivedAt: '2026-11-01T00:00:00Z' }),
        room('b', { involvement: 'hidden' }),
        room('c', { kind: 'thread' }),
        room('d'),
      ],
      (entry) => entry.name,
    );
    expect(ids(rooms)).toEqual(['d']);
    expect(ids(away)).toEqual(['a', 'b']);
  });
});

describe('nextRoom', () => {
  const order = [room('a'), room('b', { lastSeq: 1 }), room('c')];
  const go = (current: string | null, step: 1 | -1, onlyUnread = false) =>
    nextRoom(order, current, { step, onlyUnread })?.roomId;

  it('goes around in both directions', () => {
    expect(go('a', 1)).toBe('b');
    expect(go('c', 1)).toBe('a');
    expect(go('a', -1)).toBe('c');
  });
  it('begins at the first, or backwards at the last, outside any room', () => {
    expect(go(null, 1)).toBe('a');
    expect(go(null, -1)).toBe('c');
  });
  it('finds only the unread when asked, and none when there is none', () => {
    expect(go('c', 1, true)).toBe('b');
    expect(go('b', 1, true)).toBeUndefined();
    expect(nextRoom([], 'a', { step: 1, onlyUnread: false })).toBeUndefined();
  });
});

it('is muted until the hour comes', () => {
  const until = room('a', { mutedUntil: '2026-11-20T12:00:00Z' });
  expect(isMuted(until, Date.parse('2026-11-20T11:59:59Z'))).toBe(true);
  expect(isMuted(until, Date.parse('2026-11-20T12:00:00Z'))).toBe(false);
  expect(isMuted(room('a', { involvement: 'nothing' }), 0)).toBe(true);
});
