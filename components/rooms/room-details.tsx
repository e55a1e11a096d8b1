'use client';
import { ChevronLeft, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { press } from '@/components/keys/use-keys';
import { IconButton } from '@/components/ui/icon-button';
import { onDemand } from '@/components/ui/on-demand';
import { useBackCloses } from '@/components/ui/use-back-closes';
import { useSwipePanel } from '@/components/ui/use-swipe-panel';
import type { Handlers } from '@/lib/keys/press';
import type { Entry } from '@/lib/rooms/contract';
import { RoomAbout } from './room-about';
import { ROOM_DETAILS_ID } from './room-details-id';
import { RoomExits } from './room-exits';
import { RoomFilesLink } from './room-files-link';
import { RoomHearing } from './room-hearing';
import { useGoToRoom } from './room-link';
import { RoomMembers } from './room-members';

const filesPanel = onDemand(
  async () => (await import('@/components/attachments/panel/files-panel')).FilesPanel,
);

/** `takesFocus`: it was opened by key. */
type Props = { entry: Entry; takesFocus: boolean; onClose: () => void };

/** What a room is, what one hears of it, who is in it. Beside the log on a wide screen, over it on a narrow one. */
export function RoomDetails({ entry, takesFocus, onClose }: Props) {
  const t = useTranslations('chat.details');
  const panel = useRef<HTMLElement>(null);
  const [showsFiles, setShowsFiles] = useState(false);
  const files = useTranslations('files.panel');
  const goTo = useGoToRoom();
  const FilesPanel = filesPanel.useWhen(showsFiles);
  const show = (files: boolean) => {
    setShowsFiles(files);
    // What was pressed is gone.
    panel.current?.focus();
  };
  const close = () => {
    const hadFocus = panel.current?.contains(document.activeElement) ?? false;
    const opener = panel.current?.parentElement?.querySelector<HTMLElement>(
      `[data-opens="${ROOM_DETAILS_ID}"]`,
    );
    onClose();
    if (hadFocus) opener?.focus();
  };
  // It may come a moment later: its code is fetched when it is first asked for.
  const open = useEffectEvent(() => {
    if (takesFocus) panel.current?.focus();
  });
  useLayoutEffect(() => open(), []);
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
      <header className="flex min-h-14 shrink-0 items-center gap-1 border-line border-b ps-5 pe-2.5">
        {showsFiles && (
          <IconButton
            label={files('back')}
            icon={<ChevronLeft />}
            tooltipSide="right"
            onClick={() => show(false)}
            className="-ms-3"
          />
        )}
        <h2 className="flex-1 font-semibold">{showsFiles ? files('title') : t('title')}</h2>
        <IconButton label={t('close')} icon={<X />} tooltipSide="left" onClick={() => put(false)} />
      </header>
      {showsFiles && FilesPanel ? (
        <FilesPanel
          roomId={entry.roomId}
          onGoTo={(messageId) => {
            // On a narrow screen the panel lies over the message.
            if (window.matchMedia('(width < 64rem)').matches) onClose();
            goTo(entry.roomId, { messageId });
          }}
        />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col divide-y divide-line overflow-y-auto">
          <RoomAbout entry={entry} />
          {entry.archivedAt === null && <RoomHearing entry={entry} />}
          <RoomFilesLink onOpen={() => show(true)} />
          <RoomMembers entry={entry} />
          {entry.kind !== 'direct' && <RoomExits entry={entry} />}
        </div>
      )}
    </aside>
  );
}
