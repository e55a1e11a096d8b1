'use client';
import { useTranslations } from 'next-intl';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import type { LiveMessage } from '@/lib/messages/contract';
import { useMessageActions } from './message-actions';

type Props = { message: LiveMessage; isLow: boolean };

/** What one may do with a message; it hangs over the row's upper edge, or below it where the word "New" stands there. */
export function MessageToolbar({ message, isLow }: Props) {
  const t = useTranslations('chat.log');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      role="group"
      aria-label={t('actions')}
      className={classNames(barClass, isLow ? 'top-1' : '-top-3.5 touch:-top-6')}
    >
      {useMessageActions(message).map(({ label, icon, isDanger = false, run }) => (
        <IconButton key={label} size="sm" label={label} icon={icon} danger={isDanger} onClick={run} />
      ))}
    </div>
  );
}

const barClass = 'absolute end-3 z-10 flex rounded-md bg-surface p-0.5 shadow-popup sm:end-5';
