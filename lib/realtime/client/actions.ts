import type { RefusedFile } from '@/lib/attachments/client/choosing';
import { call } from '@/lib/http/api';
import { type Message, message, messageAnswer, type Page } from '@/lib/messages/contract';
import type { Drafts } from '@/lib/messages/drafts';
import type { Outbox } from '@/lib/messages/outbox/outbox';
import type { ClientFiles } from '@/lib/realtime/client/client-files';
import type { Gathering } from '@/lib/realtime/client/gather-files';
import type { Link } from '@/lib/realtime/client/link';
import type { Loading, Place } from '@/lib/realtime/client/loading';
import { heldPage } from '@/lib/realtime/client/parse';
import type { ReadMarkers } from '@/lib/realtime/client/read-markers';
import { messagePath } from '@/lib/realtime/client/reads';
import { endSession } from '@/lib/realtime/client/sign-out';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';
import type { Entry } from '@/lib/rooms/contract';
import { normalizeBody } from '@/lib/text';
import type { UserCards } from '@/lib/users/contract';
import { uuidv7 } from '@/lib/uuid';

export type ChatActions = {
  /** Loads the room's messages around the first unread one, else the newest, unless they are here. */
  openRoom(roomId: string): void;
  /**
   * The page before the first held message, whose seq the caller says: nothing is loaded when another one is the first by
   * now, for a screen is drawn a moment after a page has come. Asked for again by itself while it does not come.
   */
  loadOlder(roomId: string, before: number): void;
  /** And the one after the last. */
  loadNewer(roomId: string, after: number): void;
  /**
   * Holds the messages around a place. Answers the seq to land on; null when the room is gone or has no messages, or
   * another place was asked for meanwhile. Throws `ApiError`: `not_found` for a message that is not in the room.
   */
  goTo(roomId: string, place: Place): Promise<number | null>;
  /** Asks for new addresses of these files' thumbnails. */
  renewFiles(roomId: string, ids: readonly string[]): void;
  /** The rows in view, by seq: lets go of those far from them when more than WINDOW_MAX are held. */
  keepAround(roomId: string, first: number, last: number): void;
  /** Puts the message into the outbox, with the files that were chosen for it; answers its id. */
  send(roomId: string, body: string, fileIds?: readonly string[]): string;
  /**
   * Files to go with what is being written in this room, beside `held` others. Answers those that cannot be sent; throws
   * `ApiError` when what uploads cannot be fetched.
   */
  addFiles(roomId: string, chosen: readonly File[], held: number): Promise<RefusedFile[]>;
  retryFile(fileId: string): void;
  removeFile(fileId: string): void;
  retry(messageId: string): void;
  discard(messageId: string): void;
  /** Throws `ApiError`; a conflict carries `current`. */
  edit(roomId: string, messageId: string, body: string, version: number): Promise<void>;
  /** Throws `ApiError`. */
  remove(roomId: string, messageId: string): Promise<void>;
  markRead(roomId: string, seq: number): void;
  /** All of it, also what was marked unread by hand. */
  readAll(roomId: string): void;
  /** All of these rooms: here at once, on the server a few at a time. Settles when it has been told of all. */
  readRooms(roomIds: readonly string[]): Promise<void>;
  /** Until the room is left, or read by `readAll`, nothing in it counts as read. Throws `ApiError`. */
  markUnreadFrom(roomId: string, seq: number): Promise<void>;
  /** The room is on screen: opens it. `page`: the one the server rendered with; taken if it is new enough. */
  visit(roomId: string, page?: Page): void;
  leave(roomId: string): void;
  reconnectNow(): void;
  /** Answers that screens got themselves: a room made, joined, changed. */
  applyEntry(entry: Entry, users?: UserCards): void;
  /** `asks`: messages would be lost; ask, then force. Throws `ApiError` when nobody answers. */
  signOut(options?: { force: boolean }): Promise<'asks' | 'done'>;
};

type Parts = {
  store: ClientStore;
  loading: Loading;
  gathering: Gathering;
  markers: ReadMarkers;
  outbox: Outbox;
  files: ClientFiles;
  drafts: Drafts;
  running: { link: Link | null };
  stop: () => void;
};

export function createActions(parts: Parts): ChatActions {
  const { store, loading, gathering, markers, outbox, files, running } = parts;
  const answered = (roomId: string, message: Message, users: UserCards) =>
    dispatch(store, { type: 'answered', roomId, message, users });
  return {
    openRoom: loading.open,
    loadOlder: loading.older,
    loadNewer: loading.newer,
    goTo: loading.goTo,
    keepAround: loading.keepAround,
    renewFiles: gathering.renew,
    send(roomId, body, fileIds = []) {
      const id = uuidv7();
      const createdAt = new Date().toISOString();
      outbox.add({ id, roomId, body: normalizeBody(body), fileIds: [...fileIds], createdAt });
      return id;
    },
    addFiles: files.add,
    retryFile: files.retry,
    removeFile: (id) => files.remove([id]),
    retry: (id) => void outbox.retry(id),
    discard: (id) => void outbox.discard(id),
    async edit(roomId, id, body, version) {
      try {
        const options = { body: { body, version }, answer: messageAnswer };
        const answer = await call('PATCH', messagePath(roomId, id), options);
        answered(roomId, answer.message, answer.users);
      } catch (error) {
        const current = message.safeParse(refusalIn(error).current);
        if (current.success) answered(roomId, current.data, {});
        throw error;
      }
    },
    async remove(roomId, id) {
      const answer = await call('DELETE', messagePath(roomId, id), { answer: messageAnswer });
      answered(roomId, answer.message, answer.users);
    },
    markRead: (roomId, seq) => markers.read(roomId, seq),
    readAll: (roomId) => void markers.readRooms([roomId]),
    readRooms: (roomIds) => markers.readRooms(roomIds),
    markUnreadFrom: (roomId, seq) => markers.markUnreadFrom(roomId, seq),
    visit(roomId, page) {
      loading.visit(roomId, page && heldPage.parse(page));
      gathering.look(roomId);
      running.link?.ask();
    },
    leave(roomId) {
      loading.leave(roomId);
      markers.flush(roomId);
      // Here and not on the next visit: the log looks at what it shows before it is told that it is visited.
      markers.release(roomId);
    },
    reconnectNow: () => running.link?.restart(),
    applyEntry: (entry, users = {}) => dispatch(store, { type: 'entry', entry, users }),
    signOut: (options) => signOut(parts, options?.force ?? false),
  };
}

async function signOut(
  { outbox, files, drafts, running, stop }: Parts,
  force: boolean,
): Promise<'asks' | 'done'> {
  if (!force && !outbox.isEmpty()) return 'asks';
  await endSession();
  running.link?.tell({ kind: 'signed-out' });
  stop();
  drafts.clear();
  files.stop();
  await outbox.destroy();
  return 'done';
}
