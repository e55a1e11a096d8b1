'use client';
import type { useTranslations } from 'next-intl';
import { createContext, type RefObject, use } from 'react';
import { useKnownUser } from '@/components/realtime/use-chat';
import type { DateNames } from '@/lib/messages/dates';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import type { HeldFiles, HeldMessage } from '@/lib/realtime/client/state';
import type { Entry } from '@/lib/rooms/contract';
import type { Me, UserCard, UserCards } from '@/lib/users/contract';

/** A message in the log: stored, or still on its way. The same row shows both, under the same key. */
export type ShownMessage = HeldMessage | (PendingMessage & { authorId: string });

/** What rows know of their room: nothing that changes with each message, or all of them would be drawn with it. */
export type RowsRoom = Pick<
  Entry,
  'roomId' | 'kind' | 'name' | 'topic' | 'archivedAt' | 'role' | 'memberIds'
>;

export type Conversation = {
  room: RowsRoom;
  /** The room's name, or the people of a direct conversation. */
  title: string;
  dates: DateNames;
  /** The log's words. One translator for all rows: making it takes longer than drawing most of them. */
  t: ReturnType<typeof useTranslations<'chat.log'>>;
  me: Me;
  isTouch: boolean;
  /** People of the page the screen was rendered with; the store may not know them yet. */
  firstUsers: UserCards;
  edit: (messageId: string | null) => void;
  askToDelete: (message: { id: string }) => void;
  /** Puts the "New" line above this message and leaves everything from it on unread. */
  markUnreadFrom: (seq: number) => void;
  /** Set by whoever wants the log to go to its end with the next change. */
  endWanted: RefObject<boolean>;
  /** The text field, for the focus to come back to. */
  composer: RefObject<HTMLTextAreaElement | null>;
};

export const ConversationContext = createContext<Conversation | null>(null);

/** The same object as long as nothing in it changes: every row is drawn anew with it. */
export function useConversation(): Conversation {
  const conversation = use(ConversationContext);
  if (!conversation) throw new Error('useConversation needs a Conversation above it.');
  return conversation;
}

/** Of its own, as it changes with most pages: only what shows files is drawn anew with it. */
export const FilesContext = createContext<HeldFiles>({});

/** What is known of the files that messages name, by id. */
export function useHeldFiles(): HeldFiles {
  return use(FilesContext);
}

const former: UserCard = { name: '', avatar: null, kind: 'former' };

/** Who wrote a message of this conversation. */
export function useAuthor(userId: string): UserCard {
  const known = useKnownUser(userId);
  const { firstUsers, me } = useConversation();
  // Whose first message is still on its way stands in no page yet.
  return known ?? firstUsers[userId] ?? (userId === me.id ? me : former);
}
