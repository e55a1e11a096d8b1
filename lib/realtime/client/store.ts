import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import { ApiError } from '@/lib/http/api';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import { type ConnectionState, notConnected } from '@/lib/realtime/client/connection-state';
import { type Action, reduce } from '@/lib/realtime/client/reduce';
import type { ChatState } from '@/lib/realtime/client/state';

export type ClientState = {
  chat: ChatState;
  connection: ConnectionState;
  outbox: readonly PendingMessage[];
  /** Chosen files on their way, by their ids on this device, in the order they were chosen. */
  files: Readonly<Record<string, LocalFile>>;
  /** The server's, as the last hello told it. */
  release: string | null;
};
export type ClientStore = StoreApi<ClientState>;

export function createClientStore(chat: ChatState): ClientStore {
  return createStore(() => ({ chat, connection: notConnected, outbox: [], files: {}, release: null }));
}

export function dispatch(store: ClientStore, action: Action): void {
  const { chat } = store.getState();
  const next = reduce(chat, action);
  if (next !== chat) store.setState({ chat: next });
}

/** The refusal in `error`; anything else is a mistake of ours and goes on its way. */
export function refusalIn(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
