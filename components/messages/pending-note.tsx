'use client';
import { CircleAlert, Clock3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { WaitingNote } from '@/components/attachments/waiting-note';
import { useSeconds } from '@/components/chat/use-seconds';
import { useChatActions } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { useErrorText, useFieldText } from '@/lib/i18n/use-error-text';
import type { PendingMessage, SendError } from '@/lib/messages/outbox/pending';

/** What is going on with a message that is not stored yet. */
export function PendingNote({ message }: { message: PendingMessage }) {
  const t = useTranslations('chat.log');
  if (message.state === 'failed') return <FailedNote message={message} />;
  if (message.state === 'uploading') return <WaitingNote message={message} />;
  if (message.retryAt !== undefined)
    return (
      <>
        {message.fileIds && <WaitingNote message={message} />}
        <RetryCountdown at={message.retryAt} />
      </>
    );
  if (message.state === 'sending') return <span className="sr-only">{t('sending')}</span>;
  return (
    <p className={noteClass}>
      <Clock3 aria-hidden className="size-3.5" />
      {t('waiting')}
    </p>
  );
}

const noteClass = 'mt-0.5 flex items-center gap-1.5 text-ink-muted text-xs';

function RetryCountdown({ at }: { at: number }) {
  const t = useTranslations('chat.log');
  const seconds = Math.max(0, Math.ceil(at / 1_000) - useSeconds());
  return (
    <p className={noteClass}>
      <Clock3 aria-hidden className="size-3.5" />
      {seconds > 0 ? t('retryAt', { seconds }) : t('sending')}
    </p>
  );
}

function FailedNote({ message }: { message: PendingMessage }) {
  const t = useTranslations('chat.log');
  const { retry, discard } = useChatActions();
  const reason = useReason(message.error);
  return (
    <div role="alert" className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-danger-ink text-sm">
      <p className="flex min-w-0 basis-full gap-1.5">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0">
          {t('failed')} {reason}
        </span>
      </p>
      <Button size="sm" onClick={() => retry(message.id)}>
        {t('retry')}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => discard(message.id)}>
        {t('discard')}
      </Button>
    </div>
  );
}

function useReason(error: SendError | undefined): string {
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const [field] = Object.entries(error?.fields ?? {});
  return field ? fieldText(...field) : errorText(error);
}
