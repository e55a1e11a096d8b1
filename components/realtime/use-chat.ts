'use client';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useChatClient } from '@/components/realtime/chat-provider';
import type { Page } from '@/lib/messages/contract';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import type { ChatActions } from '@/lib/realtime/client/actions';
import type { ConnectionState } from '@/lib/realtime/client/connection-state';
import { isLoading } from '@/lib/realtime/client/state';
import type { ClientState } from '@/lib/realtime/client/store';
import {
  absentRoom,
  goneRoom,
  pageView,
  pendingIn,
  type RoomView,
  roomView,
  shownEntries,
  shownEntry,
} from '@/lib/realtime/client/view';
import type { Entry } from '@/lib/rooms/contract';
import type { Me, UserCard, UserCards } from '@/lib/users/contract';

function useClientState<T>(select: (state: ClientState) => T): T {
  return useStore(useChatClient().store, select);
}

export function useMe(): Me {
  return useClientState(({ chat }) => chat.me);
}

/** In no order that means anything. The same object while no entry is another, whatever pages come and go. */
export function useEntries(): readonly Entry[] {
  return useClientState(useShallow(({ chat }: ClientState) => shownEntries(chat.rooms)));
}

export function useEntry(roomId: string): Entry | undefined {
  return useClientState(({ chat }) => {
    const room = chat.rooms[roomId];
    return room && shownEntry(room);
  });
}

const formerMember: UserCard = { name: '', avatar: null, kind: 'former' };

/** Answers whether a room is among the person's, as of when it is called. */
export function useIsKnown(): (roomId: string) => boolean {
  const { store } = useChatClient();
  return (roomId) => roomId in store.getState().chat.rooms;
}

/** Whoever is not known is shown as a former member. */
export function useUser(userId: string): UserCard {
  return useKnownUser(userId) ?? formerMember;
}

export function useKnownUser(userId: string): UserCard | undefined {
  return useClientState(({ chat }) => chat.users[userId]);
}

export function useUsers(): UserCards {
  return useClientState(({ chat }) => chat.users);
}

/**
 * `first`: the page the screen was rendered with; shown until the room is open (see `visit`). The same object while
 * nothing of it is another, whatever is on its way.
 */
export function useRoom(roomId: string, first?: Page): RoomView {
  return useClientState(
    useShallow(({ chat }: ClientState) => {
      const room = chat.rooms[roomId];
      if (!room && roomId in chat.gone) return goneRoom;
      const view = room ? roomView(room) : absentRoom;
      return first && (view.status === 'absent' || view.status === 'loading') ? pageView(first) : view;
    }),
  );
}

/** Whether the page before the first held message is on its way. */
export function useIsLoadingOlder(roomId: string): boolean {
  return useClientState(({ chat }) => isLoading(chat.rooms[roomId], 'older'));
}

export function useOutbox(roomId: string): PendingMessage[] {
  return useClientState(
    useShallow(({ chat, outbox }: ClientState) => pendingIn(outbox, roomId, chat.rooms[roomId], chat.me.id)),
  );
}

/** The release of the server that this tab last heard from; null before it did. */
export function useServerRelease(): string | null {
  return useClientState(({ release }) => release);
}

export function useConnection(): ConnectionState {
  return useClientState(({ connection }) => connection);
}

/** The same object for the life of the page. */
export function useChatActions(): ChatActions {
  return useChatClient().actions;
}
