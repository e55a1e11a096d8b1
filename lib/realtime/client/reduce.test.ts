import { describe, expect, it } from 'vitest';
import { ME, ModelServer, ROOM } from '@/lib/realtime/client/law/model-server';
import { type Action, reduce } from '@/lib/realtime/client/reduce';
import type { ChatState } from '@/lib/realtime/client/state';
import { pendingIn, roomView } from '@/lib/realtime/client/view';
import { unreadCount } from '@/lib/rooms/unread';

const nobody: ChatState = {
  epoch: null,
  me: { id: ME, name: 'Ada', email: null, role: 'member', avatar: null, kind: 'person' },
  users: {},
  cursor: 0,
  head: 0,
  rooms: {},
  gone: {},
};

/** A room of `count` messages, its newest page on screen. */
function held(count: number) {
  const server = new ModelServer();
  for (let seq = 1; seq <= count; seq += 1) server.post('grace');
  const client = {
    state: reduce(nobody, { type: 'snapshot', snapshot: server.snapshot() }),
    tell(...actions: Action[]) {
      for (const action of actions) client.state = reduce(client.state, action);
      return client;
    },
    get room() {
      const room = client.state.rooms[ROOM];
      if (!room) throw new Error('The room is not there.');
      return room;
    },
    get seqs() {
      return roomView(client.room).messages.map(({ seq }) => seq);
    },
  };
  const page = server.page({});
  if (page) client.tell({ type: 'page-offered', roomId: ROOM, page });
  return { server, client };
}

const frame = (server: ModelServer, from: number): Action => ({
  type: 'changes',
  roomId: ROOM,
  changes: server.changes(from),
});

describe('people', () => {
  it('stay the same object when a page names them again beside others', () => {
    const { server, client } = held(3);
    const card = (name: string) => ({ name, avatar: null, kind: 'person' as const });
    const tell = (users: Record<string, ReturnType<typeof card>>) =>
      client.tell({ type: 'answered', roomId: ROOM, message: server.post(ME), users });
    tell({ grace: card('Grace'), alan: card('Alan') });
    const { grace, alan } = client.state.users;
    tell({ grace: card('Grace'), alan: card('Alan T.'), mary: card('Mary') });
    expect(client.state.users['grace']).toBe(grace);
    expect(client.state.users['alan']).not.toBe(alan);
    expect(client.state.users['alan']?.name).toBe('Alan T.');
    expect(client.state.users['mary']?.name).toBe('Mary');
  });
});

describe('a frame', () => {
  it('that says nothing new changes nothing at all', () => {
    const { server, client } = held(3);
    const before = client.state;
    client.tell(frame(server, 0));
    expect(client.state).toBe(before);
  });

  it('after a lost one is not applied, and is remembered as a gap', () => {
    const { server, client } = held(3);
    server.post('grace');
    const lost = server.rev;
    server.post('grace');
    client.tell(frame(server, lost));
    expect(client.seqs).toEqual([1, 2, 3]);
    expect(client.room).toMatchObject({ cursor: 3, head: 5 });
  });

  it('beyond a window that does not reach the end only raises counters', () => {
    const { server, client } = held(12);
    const [middle] = [server.page({ around: 3 })];
    client.tell({ type: 'forgotten', roomIds: [ROOM] });
    if (middle) client.tell({ type: 'page-offered', roomId: ROOM, page: middle });
    const before = client.seqs;
    server.post('grace');
    client.tell(frame(server, 12));
    expect(client.seqs).toEqual(before);
    expect(roomView(client.room).hasAfter).toBe(true);
    expect(client.room.entry.lastSeq).toBe(13);
    expect(unreadCount(client.room.entry)).toBe(13);
  });

  it('with a message this version cannot read shows a row in its place', () => {
    const { server, client } = held(2);
    server.post('grace');
    const changes = server.changes(2);
    const row = { unreadable: true, id: 'm3', seq: 3, rev: 3, authorId: 'grace', createdAt: 't3' } as const;
    client.tell({ type: 'changes', roomId: ROOM, changes: { ...changes, messages: [row] } });
    expect(roomView(client.room).messages.at(-1)).toEqual(row);
    expect(client.room.cursor).toBe(3);
  });
});

describe('an own message', () => {
  it('whose place is not reached yet stays pending until the ones before it are here', () => {
    const { server, client } = held(2);
    server.post('grace');
    const own = server.post(ME);
    client.tell({ type: 'answered', roomId: ROOM, message: own, users: {} });
    expect(client.seqs).toEqual([1, 2]);
    expect(pendingIn([], ROOM, client.room, ME).map(({ id }) => id)).toEqual([own.id]);
    client.tell(frame(server, 2));
    expect(client.seqs).toEqual([1, 2, 3, 4]);
    expect(pendingIn([], ROOM, client.room, ME)).toEqual([]);
  });

  it('is no longer pending once a frame has brought it, though its answer is still on the way', () => {
    const { server, client } = held(2);
    const own = server.post(ME);
    client.tell(frame(server, 2));
    const waiting = { id: own.id, roomId: ROOM, body: '1', createdAt: 't3', state: 'sending' } as const;
    expect(pendingIn([waiting], ROOM, client.room, ME)).toEqual([]);
  });

  it('kept for a page that failed is forgotten: it may change before the next one', () => {
    const { server, client } = held(2);
    client.tell({ type: 'forgotten', roomIds: [ROOM] });
    client.tell({ type: 'page-asked', roomId: ROOM, load: { id: 1, kind: 'open' } });
    client.tell({ type: 'answered', roomId: ROOM, message: server.post(ME), users: {} });
    client.tell({ type: 'page-failed', roomId: ROOM, loadId: 1 });
    expect(client.room.hold).toMatchObject({ window: null, kept: {}, failed: true });
  });

  it('does not count as unread', () => {
    const { server, client } = held(2);
    client.tell({ type: 'answered', roomId: ROOM, message: server.post(ME), users: {} });
    expect(unreadCount(client.room.entry)).toBe(2);
  });
});

describe('a reset', () => {
  it('forgets what is held and takes the entry, its cursor included', () => {
    const { server, client } = held(4);
    for (let count = 0; count < 9; count += 1) server.post('grace');
    client.tell({ type: 'reset', asked: 4, entry: server.entry() });
    expect(client.room).toMatchObject({ hold: null, cursor: 13, head: 13 });
    expect(roomView(client.room).status).toBe('absent');
  });

  it('of a cursor above the head takes the entry whole: what was known is of no history', () => {
    const { client } = held(9);
    const restored = new ModelServer();
    restored.post('grace');
    client.tell({ type: 'reset', asked: 9, entry: restored.entry() });
    expect(client.room).toMatchObject({ cursor: 1, head: 1, entry: { lastSeq: 1 } });
  });
});

describe('another epoch', () => {
  it('in a hello replaces everything held', () => {
    const { client } = held(9);
    const restored = new ModelServer();
    restored.post('grace');
    client.tell({ type: 'snapshot', snapshot: { ...restored.snapshot(), epoch: 'two' } });
    expect(client.state.epoch).toBe('two');
    expect(client.room).toMatchObject({ hold: null, cursor: 1, entry: { lastSeq: 1 } });
  });

  it('in a page or in changes drops what is held until entries of that epoch are here', () => {
    for (const say of ['page', 'healed'] as const) {
      const { server, client } = held(3);
      const page = server.page({});
      if (!page) throw new Error('No page.');
      const answer = { ...server.changes(0), epoch: 'two' };
      client.tell(
        say === 'page'
          ? { type: 'page', roomId: ROOM, loadId: 1, page: { ...page, epoch: 'two' } }
          : { type: 'healed', roomId: ROOM, asked: 3, answer },
      );
      expect(client.state.epoch).toBeNull();
      expect(client.room.hold).toBeNull();
    }
  });
});

describe('membership', () => {
  it('that ended takes the room away, and an older answer does not bring it back', () => {
    const { server, client } = held(2);
    const before = server.snapshot();
    server.remove();
    client.tell({ type: 'me', frame: server.meFrame(1) }, { type: 'snapshot', snapshot: before });
    expect(client.state.rooms).toEqual({});
    expect(ROOM in client.state.gone).toBe(true);
  });

  it('that began again brings it back, whatever an older "not found" says', () => {
    const { server, client } = held(2);
    server.remove();
    server.add();
    client.tell({ type: 'me', frame: server.meFrame(1) }, { type: 'lost', roomId: ROOM, userRev: 1 });
    expect(client.room.entry.userRev).toBe(3);
    expect(client.state.gone).toEqual({});
  });
});

describe('reading here', () => {
  it('counts at once, and the confirmed marker takes its place', () => {
    const { server, client } = held(5);
    client.tell({ type: 'read', roomId: ROOM, seq: 99 });
    expect(client.room.reading).toBe(5);
    expect(client.room.entry.lastReadSeq).toBe(0);
    const entry = server.moveMarker(5);
    if (entry) client.tell({ type: 'entry', entry, users: {} });
    expect(client.room).toMatchObject({ reading: null, entry: { lastReadSeq: 5 } });
  });
});
