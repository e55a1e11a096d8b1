'use client';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { useChatActions, useMe } from '@/components/realtime/use-chat';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import { layOutRows } from '@/lib/messages/rows';
import type { RoomView } from '@/lib/realtime/client/view';
import { Announcer } from './announcer';
import { type ShownMessage, useConversation } from './conversation-context';
import { LogPill } from './log-pill';
import { LogRows, StillRows } from './log-rows';
import { noRow, tabStop, useLogKeys } from './use-log-keys';
import { useLogScroll } from './use-log-scroll';
import { useReading } from './use-reading';

type Props = {
  view: RoomView;
  pending: readonly PendingMessage[];
  firstNewSeq: number | null;
  setFirstNew: (seq: number | null) => void;
  /** The person marked something unread by hand: looking at it does not undo that. */
  isHeldUnread: () => boolean;
  /** Esc: everything here is read. */
  onRead: () => void;
};

/** The room's messages. Before the browser has taken over, its end stands still, so that the first paint has words. */
export function MessageLog(props: Props) {
  const { view, pending, firstNewSeq } = props;
  const { dates } = useConversation();
  const me = useMe();
  const isHydrated = useHydrated();
  const rows = useMemo(() => {
    const waiting = view.hasAfter ? [] : pending.map((message) => ({ ...message, authorId: me.id }));
    const shown: readonly ShownMessage[] = [...view.messages, ...waiting];
    return layOutRows(shown, { firstNewSeq, dayOf: dates.dayOf });
  }, [view.messages, view.hasAfter, pending, me.id, firstNewSeq, dates]);
  return isHydrated ? (
    <ScrolledLog {...props} rows={rows} />
  ) : (
    <StillRows rows={rows} hasBefore={view.hasBefore} />
  );
}

function ScrolledLog(props: Props & { rows: ReturnType<typeof layOutRows<ShownMessage>> }) {
  const { view, rows, setFirstNew, isHeldUnread, onRead } = props;
  const t = useTranslations('chat.log');
  const { entry, title, endWanted, editingId } = useConversation();
  const { loadLatest } = useChatActions();
  const { look, place, newCount } = useReading({ entry, view, setFirstNew, isHeldUnread });
  const [focus, setFocus] = useState(noRow);
  const current = useRef({ look, rows });
  current.current = { look, rows };
  const { scroller, virtualizer } = useLogScroll({
    rows,
    hasAfter: view.hasAfter,
    endWanted,
    keptIds: [editingId, focus.isInside ? focus.id : null],
    onEndMissing: () => loadLatest(entry.roomId),
    onLook: (instance) => current.current.look(instance, current.current.rows),
  });

  const goToEnd = () => {
    if (!view.hasAfter) return virtualizer.scrollToEnd();
    endWanted.current = true;
    loadLatest(entry.roomId);
  };
  const goToNew = () => {
    const index = rows.findIndex((row) => row.isFirstNew);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'start' });
    return index >= 0;
  };
  const goToBeginning = () => virtualizer.scrollToIndex(0, { align: 'start' });
  const keys = useLogKeys({
    ...{ scroller, virtualizer, rows, view, focus, setFocus, onRead, goToBeginning, goToEnd, goToNew },
  });

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* New messages are told by the announcer: a page of older ones must not be read out. */}
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('label', { room: title })}
        data-region="log"
        {...keys}
        className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden overscroll-contain outline-offset-[-2px] [overflow-anchor:none]"
      >
        <LogRows
          virtualizer={virtualizer}
          rows={rows}
          hasBefore={view.hasBefore}
          tabStop={tabStop(rows, focus, virtualizer)}
        />
      </div>
      {view.loadingOlder && (virtualizer.scrollOffset ?? 0) < 200 && <LoadingOlder />}
      {!place.isAtEnd && <LogPill count={newCount} onClick={goToEnd} />}
      <Announcer messages={view.messages} />
    </div>
  );
}

function LoadingOlder() {
  const t = useTranslations('chat.log');
  return (
    <p
      role="status"
      className="absolute inset-x-0 top-2 mx-auto w-fit rounded-full bg-surface px-3 py-1 text-ink-muted text-xs shadow-popup"
    >
      {t('loadingOlder')}
    </p>
  );
}
