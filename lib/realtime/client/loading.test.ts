import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelClient, refused } from '@/lib/realtime/client/law/model-reads';
import { ROOM } from '@/lib/realtime/client/law/model-server';
import { loadPages } from '@/lib/realtime/client/loading';
import { isLoading } from '@/lib/realtime/client/state';
import { dispatch } from '@/lib/realtime/client/store';
import { absentRoom, roomView } from '@/lib/realtime/client/view';

function loading(count: number) {
  const client = modelClient(count);
  const onRefusal = vi.fn();
  const loading = loadPages(client.store, client.reads, onRefusal);
  const view = () => {
    const room = client.store.getState().chat.rooms[ROOM];
    return room ? roomView(room) : absentRoom;
  };
  const seqs = () => view().messages.map(({ seq }) => seq);
  return { ...client, ...loading, onRefusal, view, seqs };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a room on screen', () => {
  it('opens with its newest page, and then older ones up to its beginning', async () => {
    const { visit, older, view, seqs, asked } = loading(10);
    visit(ROOM);
    expect(view().status).toBe('loading');
    await settled();
    expect(seqs()).toEqual([7, 8, 9, 10]);
    expect(view()).toMatchObject({ status: 'ready', hasBefore: true, hasAfter: false });
    for (let turn = 0; turn < 5; turn += 1) {
      const [first = 0] = seqs();
      older(ROOM, first);
      older(ROOM, first);
      await settled();
      // Somebody who has not been shown that page yet.
      older(ROOM, first);
      await settled();
    }
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(view().hasBefore).toBe(false);
    expect(asked).toEqual(['page {}', 'page {"before":7}', 'page {"before":3}']);
  });

  it('opens at the first unread message when that lies far back, and reads on to the end', async () => {
    const { visit, newer, goTo, view, seqs } = loading(80);
    visit(ROOM);
    await settled();
    expect(seqs()).toEqual([1, 2]);
    newer(ROOM, 2);
    await settled();
    newer(ROOM, 2);
    await settled();
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]);
    await goTo(ROOM, { seq: 80 });
    expect(seqs()).toEqual([78, 79, 80]);
    expect(view()).toMatchObject({ hasBefore: true, hasAfter: false });
  });

  it('takes the page that the screen came with, unless it is older than what is known', async () => {
    const { server, store, visit, leave, asked, seqs } = loading(3);
    const page = server.page({});
    if (!page) throw new Error('No page.');
    visit(ROOM, page);
    await settled();
    expect(asked).toEqual([]);
    expect(seqs()).toEqual([1, 2, 3]);
    leave(ROOM);
    server.post('grace');
    dispatch(store, { type: 'changes', roomId: ROOM, changes: server.changes(3) });
    dispatch(store, { type: 'forgotten', roomIds: [ROOM] });
    visit(ROOM, page);
    await settled();
    expect(asked).toEqual(['page {}']);
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('opens again by itself after a reset, and in another epoch', async () => {
    const { server, store, visit, seqs } = loading(3);
    visit(ROOM);
    await settled();
    for (let count = 0; count < 9; count += 1) server.post('grace');
    dispatch(store, { type: 'reset', asked: 3, entry: server.entry() });
    await settled();
    expect(seqs()).toEqual([9, 10, 11, 12]);
    dispatch(store, { type: 'forgotten', roomIds: [ROOM] });
    await settled();
    expect(seqs()).toEqual([9, 10, 11, 12]);
  });

  it('says so when it cannot be loaded, and tries again when told', async () => {
    const { refusals, visit, retry, view, onRefusal } = loading(3);
    refusals.push(refused('unreachable', 0));
    visit(ROOM);
    await settled();
    expect(view().status).toBe('error');
    expect(onRefusal).toHaveBeenCalledTimes(1);
    retry();
    await settled();
    expect(view().status).toBe('ready');
  });

  describe('whose next page does not come', () => {
    beforeEach(() => {
      vi.useFakeTimers();
      vi.spyOn(Math, 'random').mockReturnValue(0.5);
    });
    afterEach(() => {
      vi.restoreAllMocks();
      vi.useRealTimers();
    });
    const opened = async () => {
      const client = loading(10);
      client.visit(ROOM);
      await vi.advanceTimersByTimeAsync(0);
      return client;
    };
    const stuck = async () => {
      const client = await opened();
      client.refusals.push(refused('unreachable', 0), refused('unreachable', 0));
      for (let look = 0; look < 20; look += 1) {
        client.older(ROOM, 7);
        await vi.advanceTimersByTimeAsync(1);
      }
      expect(client.asked.length).toBe(2);
      return client;
    };

    it('asks again by itself, less and less often, and at once when told', async () => {
      const { asked, seqs, retry } = await stuck();
      await vi.advanceTimersByTimeAsync(500);
      expect(asked.length).toBe(3);
      await vi.advanceTimersByTimeAsync(900);
      expect(asked.length).toBe(3);
      retry();
      await vi.advanceTimersByTimeAsync(0);
      expect(asked).toEqual(['page {}', ...Array(3).fill('page {"before":7}')]);
      expect(seqs()).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked.length).toBe(4);
    });

    it('asks no more once it is left', async () => {
      const { asked, leave } = await stuck();
      leave(ROOM);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked.length).toBe(2);
    });

    it('asks no more once the session is over', async () => {
      const { asked, refusals, older, onRefusal } = await opened();
      refusals.push(refused('not_signed_in', 401));
      older(ROOM, 7);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(onRefusal).toHaveBeenCalledTimes(1);
      expect(asked.length).toBe(2);
    });
  });

  it('is gone when the server knows of no such room', async () => {
    const { server, store, visit } = loading(3);
    server.remove();
    visit(ROOM);
    await settled();
    expect(store.getState().chat.rooms).toEqual({});
    expect(ROOM in store.getState().chat.gone).toBe(true);
  });
});

describe('a place in the room', () => {
  it('is gone to by seq, message or instant, with one page, or none when it is held', async () => {
    const { store, visit, goTo, seqs, asked } = loading(60);
    visit(ROOM);
    await settled();
    const landing = goTo(ROOM, { seq: 20 });
    expect(isLoading(store.getState().chat.rooms[ROOM], 'place')).toBe(true);
    expect(await landing).toBe(20);
    expect(seqs()).toEqual([18, 19, 20, 21]);
    expect(await goTo(ROOM, { messageId: 'm40' })).toBe(40);
    expect(await goTo(ROOM, { at: '2026-11-01T00:09:30.000Z' })).toBe(10);
    expect(await goTo(ROOM, { at: '2026-11-01T00:10:30Z' })).toBe(11);
    expect(await goTo(ROOM, { messageId: 'm9' })).toBe(9);
    expect(asked.slice(-3)).toEqual([
      'page {"around":20}',
      'page {"around":"m40"}',
      'page {"at":"2026-11-01T00:09:30.000Z"}',
    ]);
  });

  it('lies within the room: before its beginning is its first message, after its end its last', async () => {
    const { visit, goTo, seqs } = loading(60);
    visit(ROOM);
    await settled();
    expect(await goTo(ROOM, { seq: -5 })).toBe(1);
    expect(await goTo(ROOM, { at: '2030-01-01T00:00:00Z' })).toBe(60);
    expect(await goTo(ROOM, { at: '2001-01-01T00:00:00Z' })).toBe(1);
    expect(await goTo(ROOM, { seq: 1_000 })).toBe(60);
    expect(seqs()).toEqual([58, 59, 60]);
  });

  it('opens a room that is not held yet', async () => {
    const { visit, goTo, asked, view } = loading(60);
    const landing = goTo(ROOM, { messageId: 'm30' });
    visit(ROOM);
    expect(await landing).toBe(30);
    expect(asked).toEqual(['page {"around":"m30"}']);
    expect(view()).toMatchObject({ status: 'ready', hasBefore: true, hasAfter: true });
  });

  it('that nobody knows is refused, and the room stays as it is', async () => {
    const { visit, goTo, seqs, view, store } = loading(60);
    visit(ROOM);
    await settled();
    const held = seqs();
    await expect(goTo(ROOM, { messageId: 'another' })).rejects.toMatchObject({ code: 'not_found' });
    expect(seqs()).toEqual(held);
    expect(view().status).toBe('ready');
    expect(ROOM in store.getState().chat.rooms).toBe(true);
  });

  it('is given up for the one asked for after it', async () => {
    const { visit, goTo, seqs } = loading(60);
    visit(ROOM);
    await settled();
    const landings = [goTo(ROOM, { seq: 10 }), goTo(ROOM, { seq: 30 })];
    expect(await Promise.all(landings)).toEqual([null, 30]);
    expect(seqs()).toEqual([28, 29, 30, 31]);
  });

  it('does not exist in a room without messages, or one that is gone', async () => {
    const { visit, goTo } = loading(0);
    visit(ROOM);
    await settled();
    expect(await goTo(ROOM, { at: '2026-11-01T00:00:00Z' })).toBe(null);
    expect(await goTo('elsewhere', { seq: 1 })).toBe(null);
  });
});

describe('rooms held', () => {
  it('are at most twenty; the one used longest ago is let go, never one on screen', async () => {
    const { store, server, asked, visit, leave } = loading(1);
    const ids = Array.from({ length: 23 }, (_, index) => `room-${index}`);
    for (const roomId of ids)
      dispatch(store, { type: 'entry', entry: { ...server.entry(), roomId }, users: {} });
    for (const roomId of ids) {
      visit(roomId);
      await settled();
      if (roomId !== 'room-0') leave(roomId);
    }
    const rooms = Object.values(store.getState().chat.rooms);
    const held = rooms.filter(({ hold }) => hold !== null).map(({ entry }) => entry.roomId);
    expect(held).toEqual(['room-0', ...ids.slice(4)]);
    expect(asked).toHaveLength(ids.length);
  });
});
