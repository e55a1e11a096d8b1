'use client';
import { useTranslations } from 'next-intl';
import { memo, useCallback, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useIsLoadingOlder, useMe } from '@/components/realtime/use-chat';
import { useRoomLinks } from '@/components/rooms/room-link';
import { useVisitState } from '@/components/rooms/visit';
import { classNames } from '@/components/ui/class-names';
import { useHydrated } from '@/components/ui/use-hydrated';
import { PAGE_DEFAULT } from '@/lib/messages/contract';
import { isPlain } from '@/lib/messages/markdown-cost';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import { layOutRows } from '@/lib/messages/rows';
import type { RoomView } from '@/lib/realtime/client/view';
import type { Entry } from '@/lib/rooms/contract';
import { Announcer } from './announcer';
import { type ShownMessage, useConversation } from './conversation-context';
import { type Landing, newLinePlace, rowPlace, theEnd } from './landing';
import { LogRail } from './log-rail';
import { LogRows } from './log-rows';
import { LogSkeleton } from './log-skeleton';
import { useMarkdownIsHere } from './markdown-on-demand';
import { articleOf, type LogPlace } from './placed-rows';
import { StillRows } from './still-rows';
import type { DrawnRows } from './use-drawn-rows';
import { useFontsAhead } from './use-fonts-ahead';
import type { Travel } from './use-landing';
import { noRow, useLogKeys, useTabStop } from './use-log-keys';
import { bringIntoView, useLogScroll } from './use-log-scroll';
import { useMarks } from './use-marks';
import { useReading } from './use-reading';
import { useSelection } from './use-selection';
import { useUnhurriedPages } from './use-unhurried-pages';
import { WayToEnd } from './way-to-end';
import { type Shield, WheelShield } from './wheel-shield';

type Props = {
  entry: Entry;
  view: RoomView;
  travel: Travel;
  pending: readonly PendingMessage[];
  /** The message being edited in place. */
  editingId: string | null;
  firstNewSeq: number | null;
  setFirstNew: (seq: number | null) => void;
  /** The person marked something unread by hand: looking at it does not undo that. */
  isHeldUnread: () => boolean;
  /** Esc: everything here is read. */
  onRead: () => void;
};

/** The room's messages. Before the browser has taken over they stand still, so that the first paint has words. */
export function MessageLog(props: Props) {
  const { travel, firstNewSeq } = props;
  const { view, pending, landing } = useUnhurriedPages({ ...props, landing: travel.landing });
  useFontsAhead(props.view.messages);
  const t = useTranslations('chat.room');
  const { dates } = useConversation();
  const me = useMe();
  const isHydrated = useHydrated();
  const { messages, hasBefore, hasAfter } = view;
  const rows = useMemo(() => {
    const waiting = hasAfter ? [] : pending.map((message) => ({ ...message, authorId: me.id }));
    const shown: readonly ShownMessage[] = [...messages, ...waiting];
    return layOutRows(shown, { firstNewSeq, dayOf: dates.dayOf, hasBefore });
  }, [messages, hasBefore, hasAfter, pending, me.id, firstNewSeq, dates]);
  const canFormat = useMarkdownIsHere(() =>
    rows.some(({ message }) => 'body' in message && !isPlain(message.body)),
  );
  if (!landing) return <LogSkeleton label={t('loading')} />;
  if (isHydrated && canFormat) return <SteadyLog {...props} {...{ view, landing, rows }} />;
  return <StillRows rows={rows} hasBefore={hasBefore} landing={landing} />;
}

/** Pages that are on their way, or held and not drawn yet, are nothing to it. */
const SteadyLog = memo(ScrolledLog);

type ScrolledProps = Omit<Props, 'pending'> & {
  landing: Landing;
  rows: ReturnType<typeof layOutRows<ShownMessage>>;
};

function ScrolledLog(props: ScrolledProps) {
  const { entry, view, travel, landing, rows, editingId, firstNewSeq, setFirstNew, isHeldUnread, onRead } =
    props;
  const { isOnTheWay, goTo } = travel;
  const t = useTranslations('chat.log');
  const { title, endWanted } = useConversation();
  const [focus, setFocus] = useVisitState(() => noRow);
  const scroller = useRef<HTMLDivElement | null>(null);
  const list = useRef<HTMLDivElement | null>(null);
  const elements = useCallback(
    () => (scroller.current && list.current ? { scroller: scroller.current, list: list.current } : null),
    [],
  );
  const { selected, onCopy } = useSelection(scroller, rows);
  const kept = useMemo(() => {
    const ids = [editingId, focus.isInside ? focus.id : null, selected?.from, selected?.to];
    return ids.map((id) => (id ? rows.findIndex(({ message }) => message.id === id) : -1));
  }, [rows, editingId, focus, selected]);
  const { hasBefore, hasAfter } = view;
  const handle = useRef<DrawnRows | null>(null);
  const shield = useRef<Shield | null>(null);
  const drawn = () => handle.current?.drawn ?? { first: 0, last: -1 };
  const drawsFirst = () => drawn().first === 0;
  const drawsLast = () => drawn().last === rows.length - 1;
  const reading = useReading({
    ...{ entry, view, landing, isOnTheWay, drawsFirst, drawsLast, setFirstNew, isHeldUnread },
  });
  travel.whereabouts.current = reading.whereabouts;
  const placeTabStop = useTabStop(elements, focus);
  const onLook = (place: LogPlace, isMoved: boolean) => {
    handle.current?.look(place, isMoved);
    reading.look(place);
    placeTabStop(place);
    if (isMoved) shield.current?.onScrolled(place.height);
  };
  const { onDrawn, place } = useLogScroll(elements, {
    ...{ rows, drawn, hasAfter, landing, isOnTheWay, endWanted, onLook },
    onEndMissing: () => goTo(theEnd),
  });
  const followRoomLink = useRoomLinks();
  const litSeq = useMarks(landing, rows, scroller);

  const goToEnd = () => goTo(theEnd);
  const goToNew = () => {
    if (firstNewSeq !== null) goTo(newLinePlace(firstNewSeq));
    return firstNewSeq !== null;
  };
  const goToBeginning = () => goTo(rowPlace(1));
  const reveal = (index: number) => {
    const { first, last } = drawn();
    if (index < first || index > last) flushSync(() => handle.current?.include(index));
    const log = elements();
    const row = articleOf(list.current, rows[index]?.message.id ?? null)?.closest('[data-seq]');
    if (log && row) bringIntoView(log, row);
  };
  const keys = useLogKeys({
    ...{ elements, rows, view, focus, setFocus, reveal, onRead, goToBeginning, goToEnd, goToNew },
    drawn,
  });
  const hasRail = entry.lastSeq > PAGE_DEFAULT;

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* New messages are told by the announcer: a page of older ones must not be read out. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: what is clicked here are links, which Enter clicks as well. */}
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('label', { room: title })}
        data-region="log"
        {...keys}
        onCopy={onCopy}
        onClick={followRoomLink}
        className={classNames(scrollerClass, hasRail && '[scrollbar-width:none]')}
      >
        <WheelShield scroller={scroller} handle={shield} />
        <LogRows
          {...{ rows, hasBefore, hasAfter, landing, isOnTheWay, kept, handle, onDrawn }}
          {...{ editingId, litSeq, list }}
        />
      </div>
      {hasRail && <LogRail {...{ scroller, place, rows, landing, goTo }} lastSeq={entry.lastSeq} />}
      {reading.place.isAtStart && <LoadingOlder roomId={entry.roomId} />}
      <WayToEnd
        {...{ view, entry }}
        isAtEnd={reading.place.isAtEnd}
        count={reading.newCount}
        onClick={goToEnd}
      />
      <Announcer messages={view.messages} lastSeq={entry.lastSeq} hasAfter={view.hasAfter} />
    </div>
  );
}

const scrollerClass =
  // Rows that are pointed at lie above their neighbours, and below what hangs over the log.
  'isolate min-h-0 flex-1 overflow-y-auto overflow-x-hidden overscroll-contain outline-offset-[-2px] [overflow-anchor:none]';

function LoadingOlder({ roomId }: { roomId: string }) {
  const t = useTranslations('chat.log');
  if (!useIsLoadingOlder(roomId)) return null;
  return (
    <p
      role="status"
      className="absolute inset-x-0 top-2 mx-auto w-fit rounded-full bg-surface px-3 py-1 text-ink-muted text-xs shadow-popup"
    >
      {t('loadingOlder')}
    </p>
  );
}
