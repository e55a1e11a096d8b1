import type { z } from 'zod';
import { type ApiError, call } from '@/lib/http/api';
import { roomPath } from '@/lib/realtime/client/reads';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';
import { shownEntry } from '@/lib/realtime/client/view';
import { entry, entryAnswer } from '@/lib/rooms/contract';
import { isUnread } from '@/lib/rooms/unread';

/** While messages keep arriving, one marker in so many milliseconds is enough. */
const PACE_MS = 5_000;

/** A browser has six connections to a server without HTTP/2; the stream and what the person does need theirs. */
const AT_ONCE = 3;

type Marker = { seq: number; was?: number };

/** Throws `ApiError`. */
export type PutMarker = (roomId: string, marker: Marker) => Promise<z.output<typeof markerAnswer>>;

const markerAnswer = entryAnswer.extend({ users: entryAnswer.shape.users.catch({}) });

export const putMarker: PutMarker = (roomId, body) =>
  call('PUT', `${roomPath(roomId)}/read-marker`, { body, answer: markerAnswer, keepalive: true });

/** Tells the server how far was read: at once when nothing is left unread, else paced; and on leaving and on hide. */
export class ReadMarkers {
  private readonly sentAt = new Map<string, number>();
  /** When nothing was left unread. */
  private readonly readAt = new Map<string, number>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly sending = new Map<string, Promise<void>>();
  /** Marked unread by hand: what is on screen does not count as read until it is released. */
  private readonly heldUnread = new Set<string>();
  private readonly store: ClientStore;
  private readonly put: PutMarker;
  private readonly onRefusal: (error: ApiError) => void;

  constructor(store: ClientStore, put: PutMarker, onRefusal: (error: ApiError) => void) {
    this.store = store;
    this.put = put;
    this.onRefusal = onRefusal;
  }

  /** Nothing there is held unread any longer: the person went elsewhere, or says that it is read. */
  release(roomId: string): void {
    this.heldUnread.delete(roomId);
  }

  read(roomId: string, seq: number): void {
    if (this.heldUnread.has(roomId)) return;
    dispatch(this.store, { type: 'read', roomId, seq });
    if (this.unsent(roomId) === null) return;
    const before = this.isReadWhole(roomId) ? this.readAt : this.sentAt;
    const wait = (before.get(roomId) ?? 0) + PACE_MS - Date.now();
    if (wait <= 0) void this.send(roomId);
    else if (!this.timers.has(roomId)) {
      this.timers.set(
        roomId,
        setTimeout(() => void this.send(roomId), wait),
      );
    }
  }

  /**
   * All of these rooms, also what is held unread: here at once, on the server a few at a time. Settles when it was told
   * of each.
   */
  async readRooms(roomIds: readonly string[]): Promise<void> {
    const lastSeq = (roomId: string) => this.store.getState().chat.rooms[roomId]?.entry.lastSeq ?? 0;
    for (const roomId of roomIds) {
      this.release(roomId);
      dispatch(this.store, { type: 'read', roomId, seq: lastSeq(roomId) });
    }
    const waiting = [...roomIds];
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        this.read(id, lastSeq(id));
        await this.sending.get(id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Of one room, or of all: on leaving, on hide, on being back online. */
  flush(roomId?: string): void {
    const rooms = roomId === undefined ? Object.keys(this.store.getState().chat.rooms) : [roomId];
    for (const id of rooms) if (this.unsent(id) !== null) void this.send(id);
  }

  /** Moves the marker back before `seq`, from wherever it stands. Throws `ApiError`. */
  async markUnreadFrom(roomId: string, seq: number): Promise<void> {
    this.heldUnread.add(roomId);
    this.stopTimer(roomId);
    await this.sending.get(roomId);
    dispatch(this.store, { type: 'unread', roomId });
    const was = this.store.getState().chat.rooms[roomId]?.entry.lastReadSeq;
    if (was === undefined) return;
    try {
      this.take(await this.put(roomId, { seq: seq - 1, was }));
    } catch (error) {
      const current = entry.safeParse(refusalIn(error).current);
      if (!current.success) throw error;
      this.take({ entry: current.data, users: {} });
      this.take(await this.put(roomId, { seq: seq - 1, was: current.data.lastReadSeq }));
    }
  }

  stop(): void {
    for (const roomId of [...this.timers.keys()]) this.stopTimer(roomId);
  }

  /** How far was read here that the server does not know; null when it knows. */
  private unsent(roomId: string): number | null {
    return this.store.getState().chat.rooms[roomId]?.reading ?? null;
  }

  private isReadWhole(roomId: string): boolean {
    const room = this.store.getState().chat.rooms[roomId];
    return room !== undefined && !isUnread(shownEntry(room));
  }

  private async send(roomId: string): Promise<void> {
    this.stopTimer(roomId);
    const seq = this.unsent(roomId);
    if (seq === null || this.sending.has(roomId)) return;
    this.sentAt.set(roomId, Date.now());
    if (this.isReadWhole(roomId)) this.readAt.set(roomId, Date.now());
    const sending = this.tell(roomId, seq);
    this.sending.set(roomId, sending);
    await sending;
    this.sending.delete(roomId);
    const more = this.unsent(roomId);
    if (more !== null && more > seq) this.read(roomId, more);
  }

  private async tell(roomId: string, seq: number): Promise<void> {
    try {
      this.take(await this.put(roomId, { seq }));
    } catch (error) {
      // What was read stays marked here; it is sent with the next one, or when the connection is back.
      this.onRefusal(refusalIn(error));
    }
  }

  private take(answer: z.output<typeof markerAnswer>): void {
    dispatch(this.store, { type: 'entry', ...answer });
  }

  private stopTimer(roomId: string): void {
    clearTimeout(this.timers.get(roomId));
    this.timers.delete(roomId);
  }
}
