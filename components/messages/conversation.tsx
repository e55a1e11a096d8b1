'use client';
import { useLocale, useTranslations } from 'next-intl';
import { memo, type RefObject, useMemo, useRef } from 'react';
import { useChatActions, useMe, useOutbox } from '@/components/realtime/use-chat';
import { useVisit, useVisitRef, useVisitState } from '@/components/rooms/visit';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useToast } from '@/components/ui/toast';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useIsTouch } from '@/components/ui/use-media';
import { useSteady } from '@/components/ui/use-steady';
import { useErrorText } from '@/lib/i18n/use-error-text';
import type { Page } from '@/lib/messages/contract';
import { dateNames } from '@/lib/messages/dates';
import type { RoomView } from '@/lib/realtime/client/view';
import type { Entry } from '@/lib/rooms/contract';
import { firstUnreadSeq } from '@/lib/rooms/unread';
import { ArchivedBar } from './archived-bar';
import { Composer } from './composer';
import { ConversationContext, FilesContext, type RowsRoom } from './conversation-context';
import { MessageLog } from './message-log';
import { PlaceNotice } from './place-notice';
import type { Travel } from './use-landing';
import { useEditing } from './use-open-edit';

type Props = { entry: Entry; title: string; view: RoomView; travel: Travel; first: Page | undefined };

/** A room's log and the place to write below it. Keyed by the room: each opening begins anew. */
export function Conversation({ entry, title, view, travel, first }: Props) {
  const { roomId } = entry;
  const actions = useChatActions();
  const t = useTranslations('chat.log');
  const me = useMe();
  const pending = useOutbox(roomId);
  const dates = useDates();
  const isTouch = useIsTouch();
  const unread = useUnreadByHand(roomId);
  const [firstNewSeq, setFirstNew] = useVisitState(() => firstUnreadSeq(entry));
  const [editingId, edit] = useEditing(roomId);
  const [deletingId, setDeleting] = useVisitState((): string | null => null);
  const visit = useVisit();
  const endWanted = useRef(false);
  const composer = useRef<HTMLTextAreaElement | null>(null);

  const markUnreadFrom = useSteady((seq: number) => {
    setFirstNew(seq);
    unread.hold(seq);
  });
  const editLast = useSteady(() => {
    const last = view.messages.findLast((message) => 'version' in message && message.authorId === me.id);
    if (last) edit(last.id);
  });
  const readAll = useSteady(() => {
    setFirstNew(null);
    unread.release();
    actions.readAll(roomId);
  });

  const room = useRowsRoom(entry);
  const firstUsers = first?.users ?? noUsers;
  const shared = useMemo(() => {
    const askToDelete = ({ id }: { id: string }) => setDeleting(id);
    const acts = { edit, askToDelete, markUnreadFrom };
    return { room, title, dates, t, me, isTouch, firstUsers, endWanted, composer, ...acts };
  }, [room, title, dates, t, me, isTouch, firstUsers, edit, markUnreadFrom, setDeleting]);

  return (
    <ConversationContext value={shared}>
      <PlaceNotice trouble={travel.trouble} onClose={travel.forgetTrouble} />
      <FilesContext value={view.files}>
        <MessageLog
          {...{ entry, view, travel, pending, editingId, firstNewSeq, setFirstNew }}
          isHeldUnread={unread.isHeld}
          onRead={readAll}
        />
      </FilesContext>
      {entry.archivedAt === null ? <SteadyComposer onEditLast={editLast} /> : <ArchivedBar />}
      <DeleteDialog
        key={visit}
        messageId={deletingId}
        onClose={() => setDeleting(null)}
        onConfirm={(messageId) => actions.remove(roomId, messageId)}
        composer={composer}
      />
    </ConversationContext>
  );
}

const noUsers = {};

/** Pages that come and go are nothing to it. */
const SteadyComposer = memo(Composer);

function useRowsRoom({ roomId, kind, name, topic, archivedAt, role, memberIds }: Entry): RowsRoom {
  return useMemo(
    () => ({ roomId, kind, name, topic, archivedAt, role, memberIds }),
    [roomId, kind, name, topic, archivedAt, role, memberIds],
  );
}

/** The device's own time zone; the server, which does not know it, names the hours nobody sees yet in UTC. */
function useDates() {
  const locale = useLocale();
  const isHydrated = useHydrated();
  return useMemo(() => dateNames(locale, isHydrated ? undefined : 'UTC'), [locale, isHydrated]);
}

/** What was marked unread by hand stays so until the room is left, although it is on screen. */
function useUnreadByHand(roomId: string) {
  const { markUnreadFrom } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  const held = useVisitRef(() => false);
  const hold = async (seq: number) => {
    held.current = true;
    try {
      await markUnreadFrom(roomId, seq);
    } catch (error) {
      held.current = false;
      toast({ title: errorText(error), tone: 'danger' });
    }
  };
  return {
    hold: (seq: number) => void hold(seq),
    release: () => {
      held.current = false;
    },
    isHeld: useSteady(() => held.current),
  };
}

type DeleteProps = {
  messageId: string | null;
  onClose: () => void;
  onConfirm: (messageId: string) => Promise<void>;
  composer: RefObject<HTMLTextAreaElement | null>;
};

function DeleteDialog({ messageId, onClose, onConfirm, composer }: DeleteProps) {
  const t = useTranslations('chat.log');
  const asked = useRef(messageId);
  const deleted = useRef<string | null>(null);
  if (messageId !== null) asked.current = messageId;
  const confirm = async () => {
    if (messageId === null) return;
    await onConfirm(messageId);
    deleted.current = messageId;
  };
  // Whoever thinks better of it is on the message again: the button they came from hangs over it no more.
  const finalFocus = () =>
    asked.current === deleted.current
      ? composer.current
      : document.querySelector<HTMLElement>(`article[data-message-id="${asked.current}"]`);
  return (
    <ConfirmDialog
      open={messageId !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t('deleteTitle')}
      confirm={t('deleteConfirm')}
      danger
      onConfirm={confirm}
      finalFocus={finalFocus}
    >
      {t('deleteText')}
    </ConfirmDialog>
  );
}
