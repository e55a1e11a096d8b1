import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment } from '@/lib/attachments/contract';
import { gatherFiles, type ReadFiles } from '@/lib/realtime/client/gather-files';
import { modelClient, refused } from '@/lib/realtime/client/law/model-reads';
import { ROOM } from '@/lib/realtime/client/law/model-server';
import { dispatch } from '@/lib/realtime/client/store';

const card = (id: string): Attachment => ({
  ...{ id, name: `${id}.png`, type: 'image/png', kind: 'image', size: 3 },
  ...{ width: 30, height: 20, placeholder: null, thumbnail: null },
});

/** A room on screen, and what was asked of its files. */
function gathering({ answers = (id: string) => id !== 'gone', isVisited = true } = {}) {
  const { server, store } = modelClient(3);
  const page = server.page({});
  if (page) dispatch(store, { type: 'page-offered', roomId: ROOM, page });
  const asked: string[][] = [];
  const refusals = [refused('not_found', 404)].slice(1);
  const read: ReadFiles = async (_roomId, ids) => {
    asked.push([...ids]);
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    return Object.fromEntries(ids.filter(answers).map((id) => [id, card(id)]));
  };
  const onRefusal = vi.fn();
  const files = gatherFiles(store, read, { isVisited: () => isVisited, onRefusal });
  /** A message with these files, as a frame brings it. */
  const hear = (...ids: string[]) => {
    const from = server.rev;
    server.post('grace', ids);
    dispatch(store, { type: 'changes', roomId: ROOM, changes: server.changes(from) });
  };
  const held = () => store.getState().chat.rooms[ROOM]?.hold?.files;
  return { server, store, asked, refusals, onRefusal, hear, held, ...files };
}

describe('files that frames name', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('are asked for once, together, when they came within a moment', async () => {
    const { asked, hear, held } = gathering();
    hear('a', 'b');
    await vi.advanceTimersByTimeAsync(20);
    hear('c');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([['a', 'b', 'c']]);
    expect(held()).toEqual({ a: card('a'), b: card('b'), c: card('c') });
  });

  it('are not asked for again when they are not to be had', async () => {
    const { asked, hear, held } = gathering();
    hear('gone', 'a');
    await vi.advanceTimersByTimeAsync(10_000);
    hear('b');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([['gone', 'a'], ['b']]);
    expect(held()?.['gone']).toEqual({ id: 'gone', missing: 'absent' });
  });

  it('are left alone in a room that is not on screen', async () => {
    const { asked, hear } = gathering({ isVisited: false });
    hear('a');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([]);
  });

  it('are asked for again after a failure, later each time, and never after the room was lost', async () => {
    const { asked, refusals, hear, held } = gathering();
    refusals.push(refused('try_again', 503), refused('try_again', 503));
    hear('a');
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(3);
    expect(held()).toEqual({ a: card('a') });
    refusals.push(refused('not_found', 404));
    hear('b');
    await vi.advanceTimersByTimeAsync(100_000);
    expect(asked).toHaveLength(4);
  });

  it('are asked for 200 at a time', async () => {
    const { asked, hear } = gathering();
    hear(...Array.from({ length: 250 }, (_, index) => `f${index}`));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.map((ids) => ids.length)).toEqual([200, 50]);
  });

  it('are asked for anew when their addresses ran out, and only those that are known', async () => {
    const { asked, hear, renew } = gathering();
    hear('a');
    await vi.advanceTimersByTimeAsync(1_000);
    renew(ROOM, ['a', 'never-heard-of']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('are forgotten with their message', async () => {
    const { server, store, hear, held } = gathering();
    hear('a');
    hear('b');
    await vi.advanceTimersByTimeAsync(1_000);
    const from = server.rev;
    server.delete(3);
    dispatch(store, { type: 'changes', roomId: ROOM, changes: server.changes(from) });
    expect(held()).toEqual({ b: card('b') });
  });
});
