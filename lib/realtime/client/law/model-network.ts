import { ME, ModelServer, ROOM } from '@/lib/realtime/client/law/model-server';
import { type Action, reduce } from '@/lib/realtime/client/reduce';
import { type ChatState, endOf, isHeld, type LoadKind } from '@/lib/realtime/client/state';

/** How often each comes, next to the others: what a client does all day, and what it meets once a week. */
const weights = {
  ...{ post: 8, 'post own': 6, edit: 10, delete: 4, rename: 1, 'move marker': 4, remove: 1, add: 4 },
  ...{ 'hub 1': 14, 'hub 2': 6, 'hub 1 me': 5, 'hub 2 me': 2, beat: 2, snapshot: 3, offer: 4 },
  ...{
    open: 14,
    older: 5,
    newer: 5,
    place: 5,
    crop: 4,
    'ask for changes': 8,
    read: 32,
    answer: 50,
  },
  ...{ drop: 5, repeat: 6, forget: 1, fail: 1 },
} as const;
export type Operation = keyof typeof weights;
export const operations = Object.entries(weights).map(([operation, weight]) => ({
  weight,
  // Object.entries forgets the keys' type.
  operation: operation as Operation,
}));

/** A request: the server reads at some later moment, and the answer arrives at another. */
type Request = { read: () => Action };

/** One client, one server, and between them everything that can happen to what one tells the other. */
export class ModelNetwork {
  readonly server = new ModelServer();
  state: ChatState;
  private readonly requests: Request[] = [];
  private readonly arriving: Action[] = [];
  private readonly sent = { 'hub 1': 7, 'hub 2': 7, 'hub 1 me': 1, 'hub 2 me': 1 };
  private loads = 0;

  constructor() {
    const me = { id: ME, name: 'Ada', email: null, role: 'member', avatar: null, kind: 'person' } as const;
    const nobody = { me, users: {}, cursor: 0, head: 0, rooms: {}, gone: {} };
    for (let count = 0; count < 7; count += 1) this.server.post('grace');
    this.state = reduce({ ...nobody, epoch: null }, { type: 'snapshot', snapshot: this.server.snapshot() });
  }

  step(operation: Operation, at: number): void {
    const { server } = this;
    switch (operation) {
      case 'post':
        server.post('grace');
        return;
      case 'post own':
        if (server.joined) this.answerWith(server.post(ME));
        return;
      case 'edit':
        this.answerWith(server.edit(at));
        return;
      case 'delete':
        this.answerWith(server.delete(at));
        return;
      case 'move marker':
        this.entryOnItsWay(server.moveMarker(at));
        return;
      case 'remove':
        server.remove();
        return;
      case 'add':
        this.entryOnItsWay(server.add());
        return;
      case 'rename':
        server.rename();
        return;
      case 'hub 1':
      case 'hub 2':
        this.emit(operation);
        return;
      case 'hub 1 me':
      case 'hub 2 me':
        this.emitMe(operation);
        return;
      case 'snapshot':
        this.requests.push({ read: () => ({ type: 'snapshot', snapshot: server.snapshot() }) });
        return;
      case 'ask for changes':
        this.askForChanges();
        return;
      case 'offer':
        this.offer();
        return;
      case 'beat':
        this.arriving.push(this.beat());
        return;
      case 'open':
      case 'older':
      case 'newer':
      case 'place':
        this.askForPage(operation, at);
        return;
      case 'read':
        this.read(at);
        return;
      case 'answer':
        this.dispatch(this.take(at));
        return;
      case 'drop':
        this.take(at);
        return;
      case 'repeat':
        this.dispatch(this.arriving[at % Math.max(1, this.arriving.length)]);
        return;
      case 'forget':
        this.dispatch({ type: 'forgotten', roomIds: [ROOM] });
        return;
      case 'crop':
        this.crop(at);
        return;
      case 'fail':
        this.failPage(at);
        return;
      default:
        operation satisfies never;
    }
  }

  /** Nothing more happens, heads are heard, and the client asks until it has heard everything. */
  settle(): void {
    for (const load of this.room?.hold?.loads ?? []) {
      this.dispatch({ type: 'page-failed', roomId: ROOM, loadId: load.id });
    }
    this.dispatch(this.beat());
    for (let turn = 0; turn < 4; turn += 1) {
      if (this.state.cursor < this.state.head) {
        this.dispatch({ type: 'snapshot', snapshot: this.server.snapshot() });
      }
      this.dispatch(this.beat());
      if (this.room && this.room.cursor < this.room.head) {
        this.dispatch(this.readChanges(this.room.cursor, this.room.entry.userRev));
      }
    }
  }

  get room() {
    return this.state.rooms[ROOM];
  }

  private dispatch(action: Action | undefined): void {
    if (action) this.state = reduce(this.state, action);
  }

  private take(at: number): Action | undefined {
    return this.arriving.splice(at % Math.max(1, this.arriving.length), 1)[0];
  }

  private read(at: number): void {
    const [request] = this.requests.splice(at % Math.max(1, this.requests.length), 1);
    if (request) this.arriving.push(request.read());
  }

  /** Whoever was removed is unsubscribed before the frame that says so. */
  private emit(hub: 'hub 1' | 'hub 2'): void {
    const { server } = this;
    const changes = server.changes(this.sent[hub]);
    if (server.joined && changes.to > changes.from)
      this.arriving.push({ type: 'changes', roomId: ROOM, changes });
    this.sent[hub] = server.rev;
  }

  private emitMe(hub: 'hub 1 me' | 'hub 2 me'): void {
    const frame = this.server.meFrame(this.sent[hub]);
    if (frame.to > frame.from) this.arriving.push({ type: 'me', frame });
    this.sent[hub] = frame.to;
  }

  private answerWith(message: ReturnType<ModelServer['edit']>): void {
    if (message && message.authorId === ME)
      this.arriving.push({ type: 'answered', roomId: ROOM, message, users: {} });
  }

  private entryOnItsWay(entry: ReturnType<ModelServer['add']>): void {
    if (entry) this.arriving.push({ type: 'entry', entry, users: {} });
  }

  private askForChanges(): void {
    const { room } = this;
    if (room) this.requests.push({ read: () => this.readChanges(room.cursor, room.entry.userRev) });
  }

  private readChanges(asked: number, userRev: number): Action {
    const answer = this.server.answerChanges(asked);
    return answer ? { type: 'healed', roomId: ROOM, asked, answer } : { type: 'lost', roomId: ROOM, userRev };
  }

  private askForPage(kind: LoadKind, at: number): void {
    const { room } = this;
    const window = room?.hold?.window;
    if (!room || (kind === 'open' ? isHeld(room) : kind !== 'place' && !window)) return;
    const load = { id: ++this.loads, kind };
    this.dispatch({ type: 'page-asked', roomId: ROOM, load });
    const query = {
      open: { around: 1 + (at % Math.max(1, room.entry.lastSeq)) },
      older: { before: window?.start ?? 1 },
      newer: { after: window ? endOf(window) : 0 },
      place: { around: 1 + (at % Math.max(1, room.entry.lastSeq)) },
    }[kind];
    const { userRev } = room.entry;
    this.requests.push({
      read: () => {
        const page = this.server.page(query);
        if (!page) return { type: 'lost', roomId: ROOM, userRev };
        return { type: 'page', roomId: ROOM, loadId: load.id, page };
      },
    });
  }

  private offer(): void {
    const page = this.server.page({});
    if (page) this.arriving.push({ type: 'page-offered', roomId: ROOM, page });
  }

  private crop(at: number): void {
    const window = this.room?.hold?.window;
    if (!window || window.rows.length === 0) return;
    const first = window.start + (at % window.rows.length);
    this.dispatch({ type: 'cropped', roomId: ROOM, first, last: first + (at % 5) });
  }

  private failPage(at: number): void {
    const loads = this.room?.hold?.loads ?? [];
    const load = loads[at % Math.max(1, loads.length)];
    if (load) this.dispatch({ type: 'page-failed', roomId: ROOM, loadId: load.id });
  }

  private beat(): Action {
    const { rev, usersRev, joined } = this.server;
    return { type: 'heads', heads: { epoch: 'one', me: usersRev, rooms: joined ? { [ROOM]: rev } : {} } };
  }
}
