'use client';
import { useTranslations } from 'next-intl';
import { useConnection } from '@/components/realtime/use-chat';
import { classNames } from '@/components/ui/class-names';
import type { ConnectionStatus } from '@/lib/realtime/client/connection-state';

const marks: Record<
  ConnectionStatus,
  { look: string; text: 'connecting' | 'live' | 'catchingUp' | 'offline' | 'polling' }
> = {
  connecting: { look: 'bg-line-strong', text: 'connecting' },
  live: { look: 'bg-ok', text: 'live' },
  'catching-up': { look: 'bg-warn-ink', text: 'catchingUp' },
  offline: { look: 'bg-transparent shadow-[inset_0_0_0_2px_var(--line-strong)]', text: 'offline' },
  polling: { look: 'bg-warn-ink', text: 'polling' },
  'session-over': { look: 'bg-danger', text: 'offline' },
  outdated: { look: 'bg-danger', text: 'offline' },
};

/** A dot: whether news arrive. */
export function ConnectionMark() {
  const t = useTranslations('chat.connection');
  const { look, text } = marks[useConnection().status];
  return (
    <span
      role="img"
      aria-label={t(text)}
      title={t(text)}
      className={classNames(
        'size-2 shrink-0 rounded-full',
        text !== 'offline' && 'forced-colors:bg-[CanvasText]',
        look,
      )}
    />
  );
}
