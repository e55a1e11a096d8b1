import type { StoreApi } from 'zustand/vanilla';
import type { Page } from '@/lib/messages/contract';
import type { Drafts } from '@/lib/messages/drafts';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import type { ChatState } from '@/lib/realtime/client/state';
import type { EntriesAnswer, Entry } from '@/lib/rooms/contract';
import type { Me, UserCards } from '@/lib/users/contract';

export type ConnectionStatus =
  | 'connecting'
  | 'live'
  | 'catching-up'
  | 'offline'
  | 'polling'
  | 'session-over'
  | 'outdated';

/** Times in milliseconds since 1970. `since`: live, or without being live, since then. `retryAt`: the next try. */
export type ConnectionState = { status: ConnectionStatus; since: number; retryAt: number | null };

export type ClientState = {
  chat: ChatState;
  connection: ConnectionState;
  outbox: readonly PendingMessage[];
};

/** What the server component read, the entries before the page. */
export type Initial = { me: Me; entries: EntriesAnswer };
export type FirstPage = { roomId: string; page: Page };

export type ChatActions = {
  /** Loads the room's messages around the first unread one, else the newest, unless they are here. */
  openRoom(roomId: string): void;
  loadOlder(roomId: string): void;
  loadNewer(roomId: string): void;
  loadLatest(roomId: string): void;
  /** Puts the message into the outbox; answers its id. */
  send(roomId: string, body: string): string;
  retry(messageId: string): void;
  discard(messageId: string): void;
  /** Throws ApiError; a conflict carries `current`. */
  edit(roomId: string, messageId: string, body: string, version: number): Promise<void>;
  remove(roomId: string, messageId: string): Promise<void>;
  markRead(roomId: string, seq: number): void;
  markUnreadFrom(roomId: string, seq: number): Promise<void>;
  /** The room is on screen: opens it. `page`: the one the server rendered with; taken if it is new enough. */
  visit(roomId: string, page?: Page): void;
  leave(roomId: string): void;
  reconnectNow(): void;
  /** Answers that screens got themselves: a room made, joined, changed. */
  applyEntry(entry: Entry, users?: UserCards): void;
  /** `asks`: messages would be lost; ask, then force. */
  signOut(options?: { force: boolean }): Promise<'asks' | 'done'>;
};

export type ChatClient = {
  store: StoreApi<ClientState>;
  actions: ChatActions;
  drafts: Drafts;
  /** Attaches to the network, the other tabs and the window; answers the way back. */
  start(): () => void;
};

export function createChatClient(_initial: Initial, _first: FirstPage | null): ChatClient {
  throw new Error('not written yet');
}
