import { describe, expect, it } from 'vitest';
import type { Entry } from '@/lib/rooms/contract';
import { recentRooms } from './recent';

function entry(roomId: string, changes: Partial<Entry> = {}): Entry {
  return {
    ...{ roomId, kind: 'public', name: roomId, topic: '', archivedAt: null, infoRev: 0, rev: 1 },
    ...{ lastSeq: 1, lastMessageAt: null, lastReadSeq: 1, userRev: 1, skip: [], role: 'member' },
    ...{ involvement: 'everything', mutedUntil: null, memberIds: null },
    ...changes,
  };
}

describe('recentRooms', () => {
  const entries = [
    entry('quiet', { userRev: 2 }),
    entry('busy', { userRev: 9 }),
    entry('old news', { lastReadSeq: 0, lastMessageAt: '2026-01-01' }),
    entry('news', { lastReadSeq: 0, lastMessageAt: '2026-02-01' }),
    entry('hidden news', { lastReadSeq: 0, involvement: 'hidden', userRev: 0 }),
  ];
  it('begins where one just was, goes on with news, then with what one did last', () => {
    expect(recentRooms(entries, { visited: ['here', 'quiet', 'left'], here: 'here' })).toEqual([
      'quiet',
      'left',
      'news',
      'old news',
      'busy',
      'hidden news',
    ]);
  });
  it('lets no long history stand before news', () => {
    const visited = ['here', 'a', 'b', 'c', 'd'];
    expect(recentRooms(entries, { visited, here: 'here' }).slice(0, 4)).toEqual(['a', 'b', 'c', 'news']);
  });
});
