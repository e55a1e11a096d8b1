'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef } from 'react';
import { press } from '@/components/keys/use-keys';
import { IconButton } from '@/components/ui/icon-button';
import { useBackCloses } from '@/components/ui/use-back-closes';
import { useSwipePanel } from '@/components/ui/use-swipe-panel';
import type { Handlers } from '@/lib/keys/press';
import type { Entry } from '@/lib/rooms/contract';
import { RoomAbout } from './room-about';
import { RoomExits } from './room-exits';
import { RoomHearing } from './room-hearing';
import { RoomMembers } from './room-members';

type Props = { entry: Entry; onClose: () => void };

/** What a button that shows the details names as theirs; it gets the focus back. */
export const ROOM_DETAILS_ID = 'room-details';

/** What a room is, what one hears of it, who is in it. Beside the log on a wide screen, over it on a narrow one. */
export function RoomDetails({ entry, onClose }: Props) {
  const t = useTranslations('chat.details');
  const panel = useRef<HTMLElement>(null);
  const close = () => {
    const hadFocus = panel.current?.contains(document.activeElement) ?? false;
    onClose();
    if (hadFocus) document.querySelector<HTMLElement>(`[data-opens="${ROOM_DETAILS_ID}"]`)?.focus();
  };
  const put = useBackCloses(true, close, '(pointer: coarse) and (width < 64rem)');
  useSwipePanel({ edge: 'right', panel, isOpen: true, setOpen: put });
  const onKeyDown = (event: KeyboardEvent) => {
    // Not from a dialog that was opened here: React hands on what happens in it.
    const isHere = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (isHere && !event.isDefaultPrevented())
      press(event, { closePanel: close } satisfies Handlers<'panel'>);
  };
  return (
    <aside
      ref={panel}
      id={ROOM_DETAILS_ID}
      aria-label={t('title')}
      className="flex w-80 shrink-0 flex-col outline-offset-[-2px] transition-[translate] border-line border-s bg-canvas max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-30 max-lg:shadow-popup max-sm:w-full"
      data-region="details"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="flex min-h-14 shrink-0 items-center justify-between border-line border-b ps-5 pe-2.5">
        <h2 className="font-semibold">{t('title')}</h2>
        <IconButton label={t('close')} icon={<X />} tooltipSide="left" onClick={() => put(false)} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col divide-y divide-line overflow-y-auto">
        <RoomAbout entry={entry} />
        {entry.archivedAt === null && <RoomHearing entry={entry} />}
        <RoomMembers entry={entry} />
        {entry.kind !== 'direct' && <RoomExits entry={entry} />}
      </div>
    </aside>
  );
}
