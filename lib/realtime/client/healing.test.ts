import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { healGaps } from '@/lib/realtime/client/healing';
import { modelClient, refused } from '@/lib/realtime/client/law/model-reads';
import { ROOM } from '@/lib/realtime/client/law/model-server';
import type { Reads } from '@/lib/realtime/client/reads';
import { dispatch } from '@/lib/realtime/client/store';

function healing() {
  const client = modelClient(3);
  const onRefusal = vi.fn();
  const healing = healGaps(client.store, client.reads, onRefusal);
  const hear = (me: number, rev: number) =>
    dispatch(client.store, { type: 'heads', heads: { epoch: 'one', me, rooms: { [ROOM]: rev } } });
  const room = () => client.store.getState().chat.rooms[ROOM];
  return { ...client, ...healing, onRefusal, hear, room };
}

describe('a feed whose cursor is below its head', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('asks for changes after one second, once', async () => {
    const { server, asked, hear, room } = healing();
    server.post('grace');
    hear(1, 4);
    server.post('grace');
    hear(1, 5);
    await vi.advanceTimersByTimeAsync(990);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(20);
    expect(asked).toEqual(['changes after 3']);
    expect(room()).toMatchObject({ cursor: 5, entry: { lastSeq: 5 } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });

  it('asks nothing more while an answer is on its way', async () => {
    const { server, store, reads, asked } = modelClient(3);
    const slow: Reads = {
      ...reads,
      changes: async (roomId, after) => {
        const answer = await reads.changes(roomId, after);
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        return answer;
      },
    };
    healGaps(store, slow, vi.fn());
    for (const wait of [0, 1_500]) {
      await vi.advanceTimersByTimeAsync(wait);
      const { rev } = server.post('grace');
      dispatch(store, { type: 'heads', heads: { epoch: 'one', me: 1, rooms: { [ROOM]: rev } } });
    }
    await vi.advanceTimersByTimeAsync(1_400);
    expect(asked).toEqual(['changes after 3']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual(['changes after 3', 'changes after 4']);
    expect(store.getState().chat.rooms[ROOM]?.cursor).toBe(5);
  });

  it('asks nothing when the frame comes in time', async () => {
    const { server, store, asked, hear } = healing();
    server.post('grace');
    hear(1, 4);
    dispatch(store, { type: 'changes', roomId: ROOM, changes: server.changes(3) });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([]);
  });

  it('of the person asks for the entries', async () => {
    const { server, asked, hear, room } = healing();
    server.moveMarker(2);
    hear(2, 3);
    await vi.advanceTimersByTimeAsync(1_010);
    expect(asked).toEqual(['entries']);
    expect(room()?.entry.lastReadSeq).toBe(2);
  });

  it('asks again, later each time, while nobody answers', async () => {
    const { server, asked, refusals, hear, room, onRefusal } = healing();
    refusals.push(refused('unreachable', 0), refused('try_again', 503));
    server.post('grace');
    hear(1, 4);
    await vi.advanceTimersByTimeAsync(1_010);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(asked).toHaveLength(3);
    expect(room()?.cursor).toBe(4);
    expect(onRefusal).toHaveBeenCalledTimes(2);
  });

  it('of a room that is no longer ours ends it', async () => {
    const { server, store, hear, room } = healing();
    server.remove();
    hear(1, 4);
    await vi.advanceTimersByTimeAsync(1_010);
    expect(room()).toBeUndefined();
    expect(ROOM in store.getState().chat.gone).toBe(true);
  });

  it('before anybody watched is healed as well', async () => {
    const { server, store, reads } = modelClient(3);
    server.post('grace');
    dispatch(store, { type: 'heads', heads: { epoch: 'one', me: 1, rooms: { [ROOM]: 4 } } });
    healGaps(store, reads, vi.fn());
    await vi.advanceTimersByTimeAsync(1_010);
    expect(store.getState().chat.rooms[ROOM]?.cursor).toBe(4);
  });

  it('is left alone after the end', async () => {
    const { asked, hear, stop } = healing();
    hear(1, 9);
    stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([]);
  });
});
