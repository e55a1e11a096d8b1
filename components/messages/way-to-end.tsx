'use client';
import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RoomView } from '@/lib/realtime/client/view';
import type { Entry } from '@/lib/rooms/contract';
import { firstUnreadSeq } from '@/lib/rooms/unread';
import { LogPill } from './log-pill';

type Props = {
  view: RoomView;
  entry: Entry;
  isAtEnd: boolean;
  /** New messages below; null: too many to count. */
  count: number | null;
  onClick: () => void;
};

/** What hangs over the log while its end is not in view: how much is new there, or that one is far back. */
export function WayToEnd({ view, entry, isAtEnd, count, onClick }: Props) {
  if (isAtEnd) return null;
  const unread = firstUnreadSeq(entry);
  const lastHeld = view.messages.at(-1)?.seq ?? 0;
  // Whoever reads what is new from its beginning is not looking back.
  const isFarBack = view.hasAfter && (unread === null || unread > lastHeld);
  return isFarBack ? (
    <HistoryBar count={count} onClick={onClick} />
  ) : (
    <LogPill count={count} onClick={onClick} />
  );
}

function HistoryBar({ count, onClick }: Pick<Props, 'count' | 'onClick'>) {
  const t = useTranslations('chat.history');
  const log = useTranslations('chat.log');
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center px-3">
      <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-full bg-surface py-1 ps-4 pe-1 text-sm shadow-popup">
        <p role="status" className="min-w-0 truncate text-ink-muted">
          {t('reading')}
        </p>
        <button
          type="button"
          onClick={onClick}
          className="flex shrink-0 items-center gap-1.5 rounded-full bg-accent px-3 py-1 font-medium text-on-accent transition-colors hover:bg-accent-hover touch:min-h-11"
        >
          {count === 0 ? t('toNewest') : count === null ? log('pillMany') : log('pill', { count })}
          <ArrowDown aria-hidden className="size-4" />
        </button>
      </div>
    </div>
  );
}
