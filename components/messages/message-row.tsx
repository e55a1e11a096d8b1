'use client';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useRef,
  useState,
} from 'react';
import { isClickFor, press } from '@/components/keys/use-keys';
import { Avatar } from '@/components/ui/avatar';
import { classNames } from '@/components/ui/class-names';
import { useLongPress } from '@/components/ui/use-long-press';
import type { Handlers } from '@/lib/keys/press';
import { canEditMessage } from '@/lib/messages/policy';
import type { Row } from '@/lib/messages/rows';
import { type ShownMessage, useAuthor, useConversation } from './conversation-context';
import { DayLine, NewLine } from './lines';
import { MessageContent } from './message-content';
import { MessageSheet } from './message-sheet';
import { MessageTime } from './message-time';
import { MessageToolbar } from './message-toolbar';
import { RowBoundary } from './row-boundary';
import { useSelectText } from './use-select-text';

type Props = {
  row: Row<ShownMessage>;
  /** The message is being edited, in place. */
  isEdited?: boolean;
};

/** One message with the lines above it. A broken one says so and leaves the others alone. */
export function MessageRow({ row, isEdited = false }: Props) {
  const { t } = useConversation();
  const broken = <p className="px-3 py-1 ps-16 text-ink-muted text-sm italic sm:px-5">{t('broken')}</p>;
  return (
    <>
      {row.day !== null && <DayLine day={row.day} />}
      {row.isFirstNew && <NewLine />}
      <RowBoundary fallback={broken}>
        <RowArticle row={row} isEdited={isEdited} />
      </RowBoundary>
    </>
  );
}

function RowArticle({ row: { message, opensGroup, isFirstNew }, isEdited }: Required<Props>) {
  const { t, dates, isTouch } = useConversation();
  const author = useAuthorName(message.authorId);
  const act = useRowActions(message);
  // Hundreds of hidden toolbars would cost more than the messages: one is drawn where the pointer or the focus is.
  const [isActive, setActive] = useState(false);
  // Null: nobody has asked for it yet, and it need not be drawn.
  const [showsSheet, showSheet] = useState<boolean | null>(null);
  const press = useLongPress(() => showSheet(true));
  const text = useRef<HTMLDivElement>(null);
  const selectText = useSelectText(text);
  const live = 'state' in message || 'unreadable' in message || message.deleted ? null : message;
  // A finger does not hover: what it could reach would lie on the text it has touched. And what only passes below a hand
  // that rests is not pointed at: while somebody scrolls each row would draw its toolbar and lose it again.
  const point = ({ pointerType, movementX, movementY }: PointerEvent) => {
    if (pointerType !== 'touch' && (movementX !== 0 || movementY !== 0)) setActive(true);
  };
  const focus = ({ target }: FocusEvent) => target.matches(':focus-visible') && setActive(true);
  const leave = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setActive(false);
  };
  return (
    <article
      // One of them is the tab stop, and is told so past React (use-log-keys.ts).
      tabIndex={-1}
      data-message-id={message.id}
      aria-label={t('row', { name: author.name, time: dates.timeOf(message.createdAt) })}
      {...(live && !isEdited && press)}
      onPointerMove={point}
      onPointerLeave={() => setActive(false)}
      onFocus={focus}
      onBlur={leave}
      onKeyDown={act.onKeyDown}
      onClick={act.onClick}
      className={classNames(
        'group/row flex gap-3 px-3 py-[0.1875rem] outline-offset-[-2px] touch:active:bg-hover sm:px-5',
        opensGroup && 'pt-2.5',
        // The toolbar hangs over the row above; were each row positioned, to paint them would take half as long again.
        isActive && 'relative z-10 bg-hover',
        isEdited && 'bg-accent-soft',
      )}
      suppressHydrationWarning
    >
      <div className="w-9 shrink-0">
        {opensGroup ? (
          <Avatar id={message.authorId} user={author.card} className="mt-0.5" />
        ) : (
          isActive && <GutterTime message={message} />
        )}
      </div>
      <div className="min-w-0 flex-1">
        {opensGroup && <Heading name={author.name} message={message} isActive={isActive} />}
        <div ref={text} data-body>
          <MessageContent {...{ message, isEdited }} />
        </div>
      </div>
      {isTouch && live && !isEdited && <SheetButton onClick={() => showSheet(true)} />}
      {live && showsSheet !== null && (
        <MessageSheet
          message={live}
          author={author.name}
          open={showsSheet}
          onOpenChange={showSheet}
          onSelectText={selectText}
        />
      )}
      {isActive && live && !isEdited && <MessageToolbar message={live} isLow={isFirstNew} />}
    </article>
  );
}

/** On a touch screen, for whoever cannot hold a finger on what they hear; out of the way of the Tab key. */
function SheetButton({ onClick }: { onClick: () => void }) {
  const { t } = useConversation();
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={t('actions')}
      aria-haspopup="dialog"
      onClick={onClick}
      className="sr-only"
    />
  );
}

type HeadingProps = { name: string; message: ShownMessage; isActive: boolean };

function Heading({ name, message, isActive }: HeadingProps) {
  const { dates } = useConversation();
  return (
    <header className="flex min-w-0 items-baseline gap-2 leading-5">
      <bdi className="truncate font-semibold">{name}</bdi>
      <MessageTime
        message={message}
        text={dates.timeOf(message.createdAt)}
        isTabStop={isActive}
        className="shrink-0 text-ink-faint text-xs tabular-nums"
      />
    </header>
  );
}

/** The time of a message that stands under another's name; in the margin, for whoever points at it. */
function GutterTime({ message }: { message: ShownMessage }) {
  const { dates } = useConversation();
  return (
    <MessageTime
      message={message}
      text={dates.timeOf(message.createdAt).replace(/\s?[AP]M$/i, '')}
      isTabStop
      className="block whitespace-nowrap text-end text-2xs text-ink-faint leading-[1.4375rem] tabular-nums"
    />
  );
}

function useAuthorName(authorId: string) {
  const { t } = useConversation();
  const card = useAuthor(authorId);
  return { card, name: card.kind === 'former' ? t('formerMember') : card.name };
}

/** Keys count only on the row itself, not on what is inside it. */
function useRowActions(message: ShownMessage) {
  const { edit, markUnreadFrom, room, me } = useConversation();
  const seq = 'seq' in message ? message.seq : null;
  const canEdit =
    'version' in message &&
    room.archivedAt === null &&
    canEditMessage({ userId: me.id, role: me.role }, message);
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const handlers = {
        editRow: () => canEdit && edit(message.id),
        unreadFrom: () => seq !== null && markUnreadFrom(seq),
      } satisfies Handlers<'row'>;
      if (event.target === event.currentTarget) press(event, handlers);
    },
    onClick: (event: MouseEvent) => {
      if (isClickFor('unreadFrom', event) && seq !== null) markUnreadFrom(seq);
    },
  };
}
