import type { Message } from '@/lib/messages/contract';
import type { Bye, Changes, Hello, MeFrame, Reset, RoomFrame } from '@/lib/realtime/contract';
import { streamEvents } from '@/lib/realtime/contract';
import type { Cursor } from '@/lib/realtime/reads';
import type { Bytes } from '@/lib/realtime/sink';
import type { Entry } from '@/lib/rooms/contract';

type Event = { name: string; data: unknown };

/** What a client holds of a room: its cursor and the newest state of each row it was told. */
type Held = { cursor: number; messages: Map<number, Message>; members: Map<string, boolean>; name: string };

/**
 * A client by the letter of the rule: applies from <= cursor < to, drops to <= cursor, and flags everything else as a
 * gap. It heals nothing, so one hole stays visible for ever.
 */
export class Reader {
  readonly events: Event[] = [];
  readonly rooms = new Map<string, Held>();
  readonly gaps: string[] = [];
  /** Messages in the order of their first appearance, with how often each rev of them was applied. */
  readonly applied: string[] = [];
  entries = new Map<string, Entry>();
  me = -1;
  bye: Bye | undefined;
  #out = new Set<string>();
  #text = '';
  #decoder = new TextDecoder();

  constructor(cursors: readonly Cursor[] = []) {
    for (const { roomId, rev } of cursors) this.#hold(roomId, rev, '');
  }

  take = (bytes: Bytes): void => {
    this.#text += this.#decoder.decode(bytes, { stream: true });
    const blocks = this.#text.split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) if (!block.startsWith(':')) this.#event(block);
  };

  /** Was told once that it is not in that room, and then forgot what it held. */
  wasOut(roomId: string): boolean {
    return this.#out.has(roomId);
  }

  /** What the client asked for itself. */
  heal(roomId: string, changes: Changes): void {
    this.#room({ feed: roomId, ...changes });
  }

  get isReady(): boolean {
    return this.named('ready').length > 0;
  }

  named(name: string): unknown[] {
    return this.events.filter((event) => event.name === name).map(({ data }) => data);
  }

  /** What this client knows a room's messages to be, in order: `seq:body`, a tombstone without text. */
  log(roomId: string): string[] {
    const messages = [...(this.rooms.get(roomId)?.messages.values() ?? [])];
    return messages.sort((a, b) => a.seq - b.seq).map(lineOf);
  }

  #event(block: string): void {
    const [first = '', second = ''] = block.split('\n');
    const name = first.replace('event: ', '') as keyof typeof streamEvents;
    const data: unknown = JSON.parse(second.replace('data: ', ''));
    // What leaves the server is what the contract says, to the letter.
    streamEvents[name].parse(data);
    this.events.push({ name, data });
    if (name === 'hello') this.#hello(data as Hello);
    if (name === 'changes') this.#changes(data as RoomFrame | MeFrame);
    if (name === 'reset') this.#enter((data as Reset).entry, true);
    if (name === 'bye') this.bye = data as Bye;
  }

  #hello(hello: Hello): void {
    this.me = hello.rev;
    for (const entry of hello.rooms) this.#enter(entry);
    for (const roomId of [...this.rooms.keys()]) {
      if (this.entries.has(roomId)) continue;
      this.rooms.delete(roomId);
      this.#out.add(roomId);
    }
  }

  #changes(frame: RoomFrame | MeFrame): void {
    if ('rooms' in frame) this.#own(frame);
    else this.#room(frame as RoomFrame);
  }

  #own(frame: MeFrame): void {
    if (frame.to <= this.me) return;
    if (frame.from > this.me) this.gaps.push(`me ${this.me} < ${frame.from}`);
    this.me = frame.to;
    for (const entry of frame.rooms) this.#enter(entry);
    for (const roomId of frame.ended) {
      this.entries.delete(roomId);
      this.rooms.delete(roomId);
      this.#out.add(roomId);
    }
  }

  #room(frame: RoomFrame): void {
    const held = this.rooms.get(frame.feed);
    if (!held || frame.to <= held.cursor) return;
    if (frame.from > held.cursor) this.gaps.push(`${frame.feed} ${held.cursor} < ${frame.from}`);
    for (const message of frame.messages) {
      const known = held.messages.get(message.seq);
      if (message.rev > frame.to || message.rev <= frame.from) this.gaps.push(`${message.rev} is not within`);
      if (known && known.rev >= message.rev) continue;
      held.messages.set(message.seq, message);
      if (message.rev > held.cursor) this.applied.push(`${frame.feed}@${message.rev}`);
    }
    for (const { userId, ended } of frame.members) held.members.set(userId, !ended);
    if (frame.room) held.name = frame.room.name;
    held.cursor = frame.to;
  }

  #enter(entry: Entry, isReset = false): void {
    this.entries.set(entry.roomId, entry);
    if (isReset || !this.rooms.has(entry.roomId)) this.#hold(entry.roomId, entry.rev, entry.name);
  }

  #hold(roomId: string, cursor: number, name: string): void {
    this.rooms.set(roomId, { cursor, messages: new Map(), members: new Map(), name });
  }
}

export function lineOf(message: Message): string {
  return message.deleted ? `${message.seq}` : `${message.seq}:${message.body}`;
}
