import type { Message } from '@/lib/messages/contract';
import type { Announcement } from '@/lib/realtime/hub';
import type { Hello, Reads } from '@/lib/realtime/reads';
import type { Entry, Member } from '@/lib/rooms/contract';

type ModelRoom = { rev: number; lastSeq: number; messages: Message[]; members: Map<string, ModelMember> };
type ModelMember = Member & { userRev: number };

/** Steps are short here, so that few changes already need several. */
const STEP = 3;
const AT = '2026-11-20T12:00:00.000Z';

/**
 * A database in memory by the rules of the real one: dense counters, each changed row at its own rev, reads of one
 * instant. `pause` is awaited before and after each read's instant: there anything else may happen.
 */
export class Model {
  epoch = 'one';
  readonly people = new Map<string, { rev: number; sessions: Set<string> }>();
  readonly rooms = new Map<string, ModelRoom>();

  addPerson(userId: string): void {
    this.people.set(userId, { rev: 0, sessions: new Set([`${userId}'s`]) });
  }

  addRoom(roomId: string): void {
    this.rooms.set(roomId, { rev: 0, lastSeq: 0, messages: [], members: new Map() });
  }

  post(roomId: string, authorId: string): Announcement {
    const room = this.#room(roomId);
    room.lastSeq += 1;
    const message: Message = {
      id: `${roomId}-${room.lastSeq}`,
      seq: room.lastSeq,
      authorId,
      rev: ++room.rev,
      createdAt: AT,
      deleted: false,
      body: 'first',
      version: 1,
      editedAt: null,
    };
    room.messages.push(message);
    return handed(roomId, room.rev, [message], []);
  }

  edit(roomId: string, at: number): Announcement | undefined {
    const room = this.#room(roomId);
    const index = at % Math.max(1, room.messages.length);
    const old = room.messages[index];
    if (!old || old.deleted) return undefined;
    const message = { ...old, body: `text ${room.rev}`, version: old.version + 1, rev: ++room.rev };
    room.messages[index] = message;
    return handed(roomId, room.rev, [message], []);
  }

  /** Begins or ends a membership; undefined when there is nothing to do. */
  member(roomId: string, userId: string, ended: boolean): Announcement[] | undefined {
    const room = this.#room(roomId);
    if ((room.members.get(userId)?.ended ?? true) === ended) return undefined;
    const member = { userId, role: 'member' as const, rev: ++room.rev, ended };
    const userRev = ++this.#person(userId).rev;
    room.members.set(userId, { ...member, userRev });
    return [handed(roomId, room.rev, [], [member]), { feed: `me:${userId}`, to: userRev }];
  }

  reads(pause: () => Promise<unknown>): Reads {
    const at = async <T>(look: () => T): Promise<T> => {
      await pause();
      const seen = structuredClone(look());
      await pause();
      return seen;
    };
    return {
      standing: ({ userId, sessionId }) =>
        at(() => {
          const { rev, sessions } = this.#person(userId);
          const rooms = this.#entries(userId).map((entry) => ({ roomId: entry.roomId, rev: entry.rev }));
          return sessions.has(sessionId) ? { rev, rooms } : null;
        }),
      hello: (userId) => at(() => this.#hello(userId)),
      missed: ({ userId, cursors }) =>
        at(() =>
          cursors
            .filter(({ roomId }) => this.isIn(roomId, userId))
            .map(({ roomId, rev }) => {
              const changes = this.changes(roomId, rev, 50);
              const head = this.#room(roomId).rev;
              return { roomId, head, tooMany: changes.to < head, changes };
            }),
        ),
      room: (roomId, from) => at(() => this.changes(roomId, from, STEP)),
      me: (userId, from) =>
        at(() => {
          const seats = [...this.rooms].flatMap(([roomId, { members }]) => {
            const mine = members.get(userId);
            return mine && mine.userRev > from ? [{ roomId, ...mine }] : [];
          });
          const changed = seats.sort((a, b) => a.userRev - b.userRev).slice(0, STEP);
          const last = changed.at(-1)?.userRev ?? 0;
          const rooms = changed
            .filter(({ ended }) => !ended)
            .map(({ roomId }) => this.#entry(roomId, userId));
          const ended = changed.filter((seat) => seat.ended).map(({ roomId }) => roomId);
          const hello = this.#hello(userId);
          return { ...hello, infoRev: 0, upTo: changed.length === STEP ? last : hello.rev, rooms, ended };
        }),
      liveSessions: (userId) => at(() => this.#person(userId).sessions),
      moved: ({ rooms, people }) =>
        at(() => ({
          epoch: this.epoch,
          feeds: [
            ...rooms.map(({ roomId, rev }) => ({ feed: roomId, to: this.#room(roomId).rev, rev })),
            ...people.map(({ userId, rev }) => ({ feed: `me:${userId}`, to: this.#person(userId).rev, rev })),
          ].filter(({ to, rev }) => to > rev),
        })),
    };
  }

  isIn(roomId: string, userId: string): boolean {
    return this.#room(roomId).members.get(userId)?.ended === false;
  }

  changes(roomId: string, from: number, limit: number) {
    const room = this.#room(roomId);
    const members = [...room.members.values()].map(({ userRev: _, ...member }) => member);
    const revs = [...room.messages, ...members].map(({ rev }) => rev).filter((rev) => rev > from);
    const cut = revs.sort((a, b) => a - b)[limit - 1];
    const to = revs.length > limit && cut !== undefined ? cut : room.rev;
    const within = ({ rev }: { rev: number }) => rev > from && rev <= to;
    return { from, to, messages: room.messages.filter(within), members: members.filter(within), users: {} };
  }

  #hello(userId: string): Hello {
    const { rev } = this.#person(userId);
    const me = {
      id: userId,
      name: userId,
      email: null,
      role: 'member',
      avatar: null,
      kind: 'person',
    } as const;
    return { me, rev, epoch: this.epoch, rooms: this.#entries(userId), users: {} };
  }

  #entries(userId: string): Entry[] {
    return [...this.rooms.keys()]
      .filter((roomId) => this.isIn(roomId, userId))
      .map((roomId) => this.#entry(roomId, userId));
  }

  #entry(roomId: string, userId: string): Entry {
    const { rev, lastSeq, members } = this.#room(roomId);
    const userRev = members.get(userId)?.userRev ?? 0;
    const info = { kind: 'private', name: roomId, topic: '', archivedAt: null, infoRev: 0 } as const;
    const own = { lastReadSeq: 0, userRev, skip: [], role: 'member', involvement: 'everything' } as const;
    return {
      roomId,
      rev,
      lastSeq,
      lastMessageAt: null,
      mutedUntil: null,
      memberIds: null,
      ...info,
      ...own,
      skip: [],
    };
  }

  #room(roomId: string): ModelRoom {
    const room = this.rooms.get(roomId);
    if (!room) throw new Error(`no room ${roomId}`);
    return room;
  }

  #person(userId: string) {
    const person = this.people.get(userId);
    if (!person) throw new Error(`nobody is ${userId}`);
    return person;
  }
}

function handed(feed: string, to: number, messages: Message[], members: Member[]): Announcement {
  return { feed, to, frame: { from: to - 1, to, messages, members, users: {} } };
}
