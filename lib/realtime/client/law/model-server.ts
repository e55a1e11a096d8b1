import type { Message } from '@/lib/messages/contract';
import type { Snapshot } from '@/lib/realtime/client/entries';
import type { HeldChanges, HeldChangesAnswer, HeldMeFrame, HeldPage } from '@/lib/realtime/client/parse';
import type { PagePlace } from '@/lib/realtime/client/reads';
import type { Entry, SkipRanges } from '@/lib/rooms/contract';

export const ME = 'ada';
export const ROOM = 'tea';
const CHANGES_MAX = 6;
const PAGE = 4;
/** Message n is n minutes younger. */
const FIRST_AT = Date.UTC(2026, 10, 1);

/** One room and one person as the database holds them, with nothing but the rules of the counters. */
export class ModelServer {
  messages: Message[] = [];
  rev = 0;
  usersRev = 1;
  userRev = 1;
  lastReadSeq = 0;
  joined = true;
  role: 'admin' | 'member' = 'member';
  private names = 0;
  private infoRev = 0;

  post(authorId: string, attachmentIds?: string[]): Message {
    const seq = this.messages.length + 1;
    const message: Message = {
      id: `m${seq}`,
      seq,
      authorId,
      rev: ++this.rev,
      createdAt: new Date(FIRST_AT + seq * 60_000).toISOString(),
      deleted: false,
      body: '1',
      version: 1,
      editedAt: null,
      ...(attachmentIds && { attachmentIds }),
    };
    this.messages.push(message);
    return message;
  }

  edit(at: number): Message | null {
    const message = this.messages[at % Math.max(1, this.messages.length)];
    if (!message || message.deleted) return null;
    const version = message.version + 1;
    return this.store({ ...message, rev: ++this.rev, version, body: `${version}`, editedAt: `e${version}` });
  }

  delete(at: number): Message | null {
    const message = this.messages[at % Math.max(1, this.messages.length)];
    if (!message || message.deleted) return null;
    const { id, seq, authorId, createdAt } = message;
    return this.store({ id, seq, authorId, createdAt, rev: ++this.rev, deleted: true });
  }

  /** Forwards as reading does, or back as "mark unread from here" does. */
  moveMarker(seq: number): Entry | null {
    if (!this.joined) return null;
    this.lastReadSeq = seq % (this.messages.length + 1);
    this.userRev = ++this.usersRev;
    return this.entry();
  }

  remove(): void {
    if (!this.joined) return;
    this.joined = false;
    this.rev += 1;
    this.userRev = ++this.usersRev;
  }

  add(): Entry | null {
    if (this.joined) return null;
    this.joined = true;
    this.lastReadSeq = this.messages.length;
    this.rev += 1;
    this.userRev = ++this.usersRev;
    return this.entry();
  }

  rename(): void {
    this.names += 1;
    this.infoRev = ++this.rev;
  }

  snapshot(): Snapshot {
    const rooms = this.joined ? [this.entry()] : [];
    return { rooms, users: {}, rev: this.usersRev, epoch: 'one', whole: true };
  }

  changes(from: number): HeldChanges {
    const messages = this.messages.filter(({ rev }) => rev > from);
    const { kind, name, topic, archivedAt } = this.entry();
    const info = { kind, name, topic, archivedAt, rev: this.infoRev };
    const room = this.infoRev > from ? info : undefined;
    return { from, to: this.rev, messages, members: [], room, users: {} };
  }

  /** Null: no such room, for this person. */
  answerChanges(after: number): HeldChangesAnswer | null {
    if (!this.joined) return null;
    const changes = this.changes(after);
    const tooMany = changes.messages.length > CHANGES_MAX || after > this.rev;
    return tooMany ? { reset: true, entry: this.entry(), epoch: 'one' } : { ...changes, epoch: 'one' };
  }

  meFrame(from: number): HeldMeFrame {
    const moved = this.userRev > from;
    const rooms = moved && this.joined ? [this.entry()] : [];
    const ended = moved && !this.joined ? [ROOM] : [];
    return { feed: 'me', from, to: this.usersRev, rooms, ended, users: {}, settings: undefined };
  }

  /** Null: no such room, or no such message in it, for this person. */
  page({ around, at, ...query }: PagePlace): HeldPage | null {
    if (!this.joined) return null;
    if (at !== undefined) return this.pageAt(at);
    if (typeof around !== 'string') return this.pageOf({ ...query, around });
    const seq = this.messages.find(({ id }) => id === around)?.seq;
    return seq === undefined ? null : this.pageOf({ around: seq });
  }

  private pageAt(at: string): HeldPage {
    const found = this.messages.find(({ createdAt }) => createdAt >= at);
    return this.pageOf(found ? { around: found.seq } : {});
  }

  private pageOf(query: { before?: number; after?: number; around?: number | undefined }): HeldPage {
    const end = this.messages.length;
    let first = Math.max(0, end - PAGE);
    let last = end;
    if (query.before !== undefined) [first, last] = [Math.max(0, query.before - 1 - PAGE), query.before - 1];
    if (query.after !== undefined) [first, last] = [query.after, query.after + PAGE];
    if (query.around !== undefined)
      [first, last] = [Math.max(0, query.around - 1 - PAGE / 2), query.around + 1];
    const messages = this.messages.slice(first, last);
    return { messages, users: {}, hasBefore: first > 0, hasAfter: last < end, rev: this.rev, epoch: 'one' };
  }

  entry(): Entry {
    return {
      roomId: ROOM,
      kind: 'public',
      name: `tea ${this.names}`,
      topic: '',
      archivedAt: null,
      infoRev: this.infoRev,
      rev: this.rev,
      lastSeq: this.messages.length,
      lastMessageAt: this.messages.at(-1)?.createdAt ?? null,
      lastReadSeq: this.lastReadSeq,
      userRev: this.userRev,
      skip: this.skip(),
      role: this.role,
      involvement: 'everything',
      mutedUntil: null,
      memberIds: null,
    };
  }

  private skip(): SkipRanges {
    return this.messages
      .filter(({ seq, authorId, deleted }) => seq > this.lastReadSeq && (deleted || authorId === ME))
      .map(({ seq }) => [seq, seq]);
  }

  private store(message: Message): Message {
    this.messages[message.seq - 1] = message;
    return message;
  }
}
