'use client';
import { CloudOff, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useChatActions, useConnection } from '@/components/realtime/use-chat';
import type { ConnectionState } from '@/lib/realtime/client/connection-state';
import { useSeconds } from './use-seconds';

/** A short loss heals by itself and is nobody's business. */
const PATIENCE_SECONDS = 5;

/** Says that news do not arrive, and when the next try is; goes when everything missed is here. */
export function ConnectionBar() {
  const connection = useConnection();
  const now = useSeconds();
  const { status, since } = connection;
  const isQuiet = status === 'live' || status === 'session-over' || status === 'outdated';
  // The server's clock says 0: nothing is known there yet.
  if (isQuiet || now === 0 || now - since / 1_000 < PATIENCE_SECONDS) return null;
  return <Bar connection={connection} now={now} />;
}

function Bar({ connection: { status, retryAt }, now }: { connection: ConnectionState; now: number }) {
  const t = useTranslations('chat.connection.bar');
  const { reconnectNow } = useChatActions();
  const text =
    status === 'catching-up' ? t('catchingUp') : status === 'polling' ? t('polling') : t('offline');
  const seconds = retryAt === null ? null : Math.max(0, Math.ceil(retryAt / 1_000) - now);
  const Icon = status === 'catching-up' ? RefreshCw : CloudOff;
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-0.5 bg-warn-soft px-3 py-1.5 text-sm text-warn-ink sm:px-5">
      <Icon aria-hidden className="size-4 shrink-0" />
      <span role="status">{text}</span>
      {seconds !== null && status !== 'catching-up' && (
        <span className="tabular-nums">{t('retryIn', { seconds })}</span>
      )}
      {status !== 'catching-up' && (
        <button
          type="button"
          onClick={reconnectNow}
          className="rounded-sm font-medium underline underline-offset-2 touch:min-h-11"
        >
          {t('retry')}
        </button>
      )}
    </div>
  );
}
