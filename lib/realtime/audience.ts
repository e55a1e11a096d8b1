import 'server-only';
import type { Changes, MeFrame } from '@/lib/realtime/contract';
import type { Feed } from '@/lib/realtime/feed';
import type { Cursor } from '@/lib/realtime/reads';
import type { Stream } from '@/lib/realtime/stream';

export type MeChanges = Omit<MeFrame, 'feed'>;

/**
 * What is known of a membership: that it was live when the room and the person stood at these revs. `since`: what the
 * room's listeners had been served when this person joined them; they hear all that comes after.
 */
type Seat = { roomRev: number; personRev: number; since: number };

/** Somebody with streams in this process. `feed` is there once their rooms were read. */
export type Person = {
  userId: string;
  streams: Set<Stream>;
  seats: Map<string, Seat>;
  /** By room, the rev of the newest end that a frame carried while they were here: older word may not undo it. */
  ends: Map<string, number>;
  feed?: Feed<MeChanges>;
};

export type Room = { feed: Feed<Changes>; people: Set<Person> };

/** One statement's word on a person's rooms. `ended` names those they are no longer in; `others`: all it does not name. */
type Word = { rev: number; rooms: readonly Cursor[]; ended: readonly string[] | 'others' };

/**
 * Who listens to what, by person: all of somebody's streams hear the same rooms. Reads overlap and answers arrive in
 * any order, so a seat remembers as of when it is known, and older word never takes away what newer word gave.
 */
export class Audience {
  readonly people = new Map<string, Person>();
  readonly rooms = new Map<string, Room>();
  #beginFeed: (cursor: Cursor) => Feed<Changes>;

  constructor(beginFeed: (cursor: Cursor) => Feed<Changes>) {
    this.#beginFeed = beginFeed;
  }

  add(stream: Stream): Person {
    const { userId } = stream;
    const person = this.people.get(userId) ?? {
      userId,
      streams: new Set(),
      seats: new Map(),
      ends: new Map(),
    };
    this.people.set(userId, person);
    person.streams.add(stream);
    return person;
  }

  remove(stream: Stream): void {
    const person = this.people.get(stream.userId);
    if (!person?.streams.delete(stream) || person.streams.size > 0) return;
    for (const roomId of [...person.seats.keys()]) this.#unseat(person, roomId);
    person.feed?.end();
    this.people.delete(person.userId);
  }

  /**
   * Takes in what a statement said of a person's rooms. Answers whether a client that starts from it could miss
   * something: a room is new here, or was read before this person's subscription to it began. Read again then.
   */
  learn(person: Person, { rev, rooms, ended }: Word): boolean {
    if (this.people.get(person.userId) !== person) return false;
    let early = false;
    for (const cursor of rooms) early = this.#seat(person, cursor, rev) || early;
    const named = new Set(rooms.map(({ roomId }) => roomId));
    const over = ended === 'others' ? [...person.seats.keys()].filter((id) => !named.has(id)) : ended;
    for (const roomId of over) {
      const seat = person.seats.get(roomId);
      if (seat && seat.personRev <= rev) this.#unseat(person, roomId);
    }
    return early;
  }

  /** A room's frame says this membership ended at `rev`; somebody known to be live since then was added again. */
  ended(roomId: string, userId: string, rev: number): void {
    const person = this.people.get(userId);
    if (!person) return;
    person.ends.set(roomId, Math.max(rev, person.ends.get(roomId) ?? 0));
    const seat = person.seats.get(roomId);
    if (seat && seat.roomRev < rev) this.#unseat(person, roomId);
  }

  #seat(person: Person, cursor: Cursor, personRev: number): boolean {
    const seat = person.seats.get(cursor.roomId);
    if (seat) {
      seat.roomRev = Math.max(seat.roomRev, cursor.rev);
      seat.personRev = Math.max(seat.personRev, personRev);
      return cursor.rev < seat.since;
    }
    // The frame with the end has passed and will not pass again, so nothing would take this seat away.
    if (cursor.rev <= (person.ends.get(cursor.roomId) ?? -1)) return false;
    const room = this.rooms.get(cursor.roomId) ?? { feed: this.#beginFeed(cursor), people: new Set() };
    this.rooms.set(cursor.roomId, room);
    person.seats.set(cursor.roomId, { roomRev: cursor.rev, personRev, since: room.feed.sent });
    room.people.add(person);
    return true;
  }

  #unseat(person: Person, roomId: string): void {
    person.seats.delete(roomId);
    for (const stream of person.streams) stream.forget(roomId);
    const room = this.rooms.get(roomId);
    if (!room?.people.delete(person) || room.people.size > 0) return;
    room.feed.end();
    this.rooms.delete(roomId);
  }
}
