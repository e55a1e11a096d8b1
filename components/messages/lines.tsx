'use client';
import { ChevronDown } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { dayName, daysBetween } from '@/lib/messages/dates';
import { useConversation } from './conversation-context';
import { DayJump } from './day-jump';
import { useDateAt } from './use-date-at';

/** Between two days; leads to others. `day` as `dayOf` names it. */
export function DayLine({ day }: { day: string }) {
  const t = useTranslations('chat.log');
  const locale = useLocale();
  const { dates, room } = useConversation();
  const button = useRef<HTMLButtonElement>(null);
  // Null: nobody has asked for it yet, and it need not be drawn.
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const first = useDateAt(room.roomId);
  const today = dates.dayOf(new Date().toISOString());
  const ago = daysBetween(day, today);
  const name = ago === 0 ? t('today') : ago === 1 ? t('yesterday') : dayName(locale, day, today);
  return (
    <div className="flex items-center gap-3 px-3 pt-5 pb-2 sm:px-5">
      <span className="h-px flex-1 bg-line" />
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen === true}
        aria-label={t('dayLine', { day: name })}
        onClick={() => {
          setOpen(isOpen !== true);
          first.ask(1);
        }}
        className={dayClass}
        suppressHydrationWarning
      >
        <time dateTime={day} suppressHydrationWarning>
          {name}
        </time>
        <ChevronDown aria-hidden className="size-3.5" />
      </button>
      <span className="h-px flex-1 bg-line" />
      {isOpen !== null && (
        <DayJump
          {...{ anchor: button, day }}
          open={isOpen}
          onOpenChange={setOpen}
          firstDay={first.latest && dates.dayOf(first.latest.createdAt)}
        />
      )}
    </div>
  );
}

// The target is larger than what is seen of it.
const dayClass =
  'relative -my-1 flex items-center gap-0.5 rounded-full px-2 py-1 font-medium text-ink-muted text-xs transition-colors ' +
  'hover:bg-hover hover:text-ink aria-expanded:bg-pressed [&>svg]:-me-1 [&>svg]:opacity-60 ' +
  "touch:after:absolute touch:after:inset-x-0 touch:after:-inset-y-2.5 touch:after:content-['']";

/** Above the first message that was not read when the room was opened. */
export function NewLine() {
  const t = useTranslations('chat.log');
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr holds no word.
    <div
      role="separator"
      aria-label={t('newLabel')}
      className="flex items-center gap-2 px-3 pt-3 pb-1 sm:px-5"
    >
      <span className="h-px flex-1 bg-danger" />
      <span className="font-semibold text-danger-ink text-xs">{t('new')}</span>
    </div>
  );
}
