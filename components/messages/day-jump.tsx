'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, type RefObject, useId, useRef } from 'react';
import { useGoToRoom } from '@/components/rooms/room-link';
import { Button } from '@/components/ui/button';
import { controlClass } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import { daysBefore } from '@/lib/messages/dates';
import { useConversation } from './conversation-context';

type Props = {
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The day of the line it hangs from. */
  day: string;
  /** The room's first day; null while it is not known. */
  firstDay: string | null;
};

/** Leads to another day of the room. */
export function DayJump({ anchor, open, onOpenChange, day, firstDay }: Props) {
  const t = useTranslations('chat.history');
  const { room, dates } = useConversation();
  const goToRoom = useGoToRoom();
  const dateId = useId();
  // The row one lands on takes the focus.
  const hasGone = useRef(false);
  const today = dates.dayOf(new Date().toISOString());

  const goTo = (on: string) => {
    hasGone.current = true;
    onOpenChange(false);
    goToRoom(room.roomId, { on });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const on = new FormData(event.currentTarget).get('on');
    if (typeof on === 'string' && on !== '') goTo(on);
  };
  const choices = [
    { name: t('today'), on: today },
    { name: t('yesterday'), on: daysBefore(today, 1) },
    { name: t('weekAgo'), on: daysBefore(today, 7) },
    { name: t('beginning'), on: firstDay },
  ];
  return (
    <Popover {...{ anchor, open, onOpenChange }} keepsFocus={() => hasGone.current} title={t('goToDay')}>
      {choices.map(({ name, on }) => (
        <button
          key={name}
          type="button"
          disabled={on === null}
          onClick={() => on !== null && goTo(on)}
          className={choiceClass}
        >
          {name}
        </button>
      ))}
      <form onSubmit={submit} className="mt-1 flex flex-col gap-1.5 border-line border-t px-2.5 pt-2.5 pb-2">
        <label htmlFor={dateId} className="font-medium text-sm">
          {t('date')}
        </label>
        <div className="flex gap-2">
          <input
            id={dateId}
            type="date"
            name="on"
            required
            defaultValue={day}
            min={firstDay ?? undefined}
            max={today}
            className={`${controlClass} h-9 min-w-0 flex-1 touch:h-11`}
          />
          <Button type="submit" variant="primary">
            {t('go')}
          </Button>
        </div>
      </form>
    </Popover>
  );
}

const choiceClass =
  'flex min-h-8 w-full items-center rounded-md px-2.5 py-1 text-start text-sm enabled:hover:bg-hover ' +
  'focus-visible:outline-offset-[-2px] disabled:opacity-50 touch:min-h-11';
