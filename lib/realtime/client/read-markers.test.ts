import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/http/api';
import { modelClient, refused } from '@/lib/realtime/client/law/model-reads';
import { ROOM } from '@/lib/realtime/client/law/model-server';
import { type PutMarker, ReadMarkers } from '@/lib/realtime/client/read-markers';
import { dispatch } from '@/lib/realtime/client/store';
import { shownEntry } from '@/lib/realtime/client/view';
import { isUnread, unreadCount } from '@/lib/rooms/unread';

function reading(count: number) {
  const client = modelClient(count);
  const sent: { seq: number; was?: number }[] = [];
  const refusals: ApiError[] = [];
  const put: PutMarker = async (_roomId, marker) => {
    sent.push(marker);
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    const entry = client.server.moveMarker(marker.seq);
    if (!entry) throw refused('not_found', 404);
    return { entry, users: {} };
  };
  const markers = new ReadMarkers(client.store, put, vi.fn());
  const unread = () => {
    const room = client.store.getState().chat.rooms[ROOM];
    return room ? unreadCount(shownEntry(room)) : undefined;
  };
  const arrive = () => {
    const { seq, rev } = client.server.post('grace');
    dispatch(client.store, { type: 'changes', roomId: ROOM, changes: client.server.changes(rev - 1) });
    return seq;
  };
  return { ...client, markers, sent, refusals, unread, arrive };
}

describe('the read marker', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('is sent at once when nothing is left unread', async () => {
    const { markers, sent, unread } = reading(3);
    markers.read(ROOM, 3);
    expect(unread()).toBe(0);
    expect(sent).toEqual([{ seq: 3 }]);
  });

  it('is sent at most every five seconds while messages keep arriving, and not when nothing was read', async () => {
    const { markers, sent, arrive } = reading(1);
    markers.read(ROOM, 1);
    for (let second = 0; second < 14; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      markers.read(ROOM, arrive());
    }
    expect(sent).toEqual([{ seq: 1 }, { seq: 5 }, { seq: 10 }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.at(-1)).toEqual({ seq: 15 });
    markers.read(ROOM, 15);
    markers.flush();
    expect(sent).toHaveLength(4);
  });

  it('is sent on leaving and on hide, whatever the pace', async () => {
    const { markers, sent, arrive } = reading(1);
    markers.read(ROOM, 1);
    await vi.advanceTimersByTimeAsync(100);
    markers.read(ROOM, arrive());
    expect(sent).toHaveLength(1);
    markers.flush(ROOM);
    expect(sent).toEqual([{ seq: 1 }, { seq: 2 }]);
  });

  it('stays read here while nobody answers, and is sent when the connection is back', async () => {
    const { markers, sent, refusals, unread } = reading(3);
    refusals.push(refused('unreachable', 0));
    markers.read(ROOM, 3);
    await vi.advanceTimersByTimeAsync(0);
    expect(unread()).toBe(0);
    markers.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([{ seq: 3 }, { seq: 3 }]);
  });

  it('moves back by hand, from where it stands, and does not creep forward again', async () => {
    const { markers, sent, unread } = reading(5);
    markers.read(ROOM, 5);
    await vi.advanceTimersByTimeAsync(0);
    await markers.markUnreadFrom(ROOM, 3);
    expect(sent.at(-1)).toEqual({ seq: 2, was: 5 });
    expect(unread()).toBe(3);
    markers.read(ROOM, 5);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(unread()).toBe(3);
    markers.release(ROOM);
    markers.read(ROOM, 5);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(unread()).toBe(0);
  });

  it('moved meanwhile by another device is moved back from there', async () => {
    const { server, markers, sent, refusals, unread } = reading(5);
    const current = server.moveMarker(4);
    refusals.push(new ApiError('conflict', 'moved', { status: 409, current }));
    await markers.markUnreadFrom(ROOM, 2);
    expect(sent).toEqual([
      { seq: 1, was: 0 },
      { seq: 1, was: 4 },
    ]);
    expect(unread()).toBe(4);
  });

  it('of many rooms is read here at once, and told to the server three at a time', async () => {
    const { server, store } = modelClient(3);
    const entry = server.entry();
    const rooms = Array.from({ length: 8 }, (_, turn) => ({ ...entry, roomId: `room-${turn}` }));
    for (const each of rooms) dispatch(store, { type: 'entry', entry: each, users: {} });
    const waiting: (() => void)[] = [];
    const asked: string[] = [];
    const put: PutMarker = async (roomId, { seq }) => {
      asked.push(roomId);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { entry: { ...entry, roomId, lastReadSeq: seq, userRev: entry.userRev + 1 }, users: {} };
    };
    const markers = new ReadMarkers(store, put, vi.fn());
    const done = markers.readRooms(rooms.map(({ roomId }) => roomId));
    const unread = () =>
      rooms.filter(({ roomId }) => {
        const room = store.getState().chat.rooms[roomId];
        return room && isUnread(shownEntry(room));
      });
    expect(unread()).toEqual([]);
    for (let told = 3; told < 8; told += 1) {
      await vi.advanceTimersByTimeAsync(0);
      expect(asked).toHaveLength(told);
      waiting.shift()?.();
    }
    await vi.advanceTimersByTimeAsync(0);
    for (const answer of waiting) answer();
    await done;
    expect(asked).toEqual(rooms.map(({ roomId }) => roomId));
  });
});
