import { describe, expect, it, vi } from 'vitest';
import { modelClient, refused } from '@/lib/realtime/client/law/model-reads';
import { ROOM } from '@/lib/realtime/client/law/model-server';
import { loadPages } from '@/lib/realtime/client/loading';
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
      older(ROOM);
      older(ROOM);
      await settled();
    }
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(view().hasBefore).toBe(false);
    expect(asked).toEqual(['page {}', 'page {"before":7}', 'page {"before":3}']);
  });

  it('opens at the first unread message when that lies far back, and reads on to the end', async () => {
    const { visit, newer, latest, view, seqs } = loading(80);
    visit(ROOM);
    await settled();
    expect(seqs()).toEqual([1, 2]);
    newer(ROOM);
    await settled();
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]);
    latest(ROOM);
    await settled();
    expect(seqs()).toEqual([77, 78, 79, 80]);
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

  it('is gone when the server knows of no such room', async () => {
    const { server, store, visit } = loading(3);
    server.remove();
    visit(ROOM);
    await settled();
    expect(store.getState().chat.rooms).toEqual({});
    expect(ROOM in store.getState().chat.gone).toBe(true);
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
