'use client';
import { ChevronRight, Compass, Plus } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useLineKeys } from '@/components/keys/use-line-keys';
import { useWorkspace } from '@/components/realtime/chat-provider';
import { useEntries, useMe } from '@/components/realtime/use-chat';
import { useCurrentRoom } from '@/components/rooms/use-room-address';
import { useRoomTitle } from '@/components/rooms/use-room-title';
import { SwitcherButton } from '@/components/switcher/switcher-button';
import { IconButton } from '@/components/ui/icon-button';
import type { Entry } from '@/lib/rooms/contract';
import { canBrowseRooms, canCreateRoom } from '@/lib/rooms/policy';
import { sidebarOrder } from '@/lib/rooms/sidebar-order';
import { useCloseDrawer } from './drawer';
import { useOverlay } from './overlay-context';
import { SidebarRoom } from './sidebar-room';
import { WorkspaceMenu } from './workspace-menu';

/** All the person's rooms and conversations. */
export function Sidebar() {
  const t = useTranslations('chat.sidebar');
  const me = useMe();
  const workspace = useWorkspace();
  const { rooms, direct, away } = sidebarOrder(useEntries(), useRoomTitle());
  const lines = [...rooms, ...direct, ...away].map(({ roomId }) => roomId);
  const { list, tabStop } = useLineKeys(lines, useCurrentRoom());
  const open = useOverlay();
  return (
    <div className="flex h-full flex-col">
      <WorkspaceMenu />
      <SwitcherButton />
      <nav
        {...list}
        aria-label={t('rooms')}
        className="min-h-0 flex-1 touch-pan-y overflow-y-auto px-2 pt-3 pb-6"
      >
        <Section
          title={t('rooms')}
          action={
            canCreateRoom(me, workspace) && <AddButton label={t('create')} onClick={() => open('room')} />
          }
        >
          <RoomList entries={rooms} empty={t('empty')} tabStop={tabStop} />
          {canBrowseRooms(me) && <BrowseLink />}
        </Section>
        <Section
          title={t('direct')}
          action={<AddButton label={t('newDirect')} onClick={() => open('direct')} />}
        >
          <RoomList entries={direct} empty={t('emptyDirect')} tabStop={tabStop} />
        </Section>
        {away.length > 0 && <Away entries={away} tabStop={tabStop} />}
      </nav>
    </div>
  );
}

function Section({ title, action, children }: { title: string; action: ReactNode; children: ReactNode }) {
  return (
    <section className="mb-5">
      <div className="flex h-8 items-center justify-between ps-2.5">
        <h2 className="font-semibold text-ink-faint text-xs">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Folded, unless the open room is among them: where one is stays in sight. */
function Away({ entries, tabStop }: { entries: readonly Entry[]; tabStop: string | undefined }) {
  const t = useTranslations('chat.sidebar');
  const path = useCurrentRoom();
  const current = entries.some(({ roomId }) => roomId === path) ? path : null;
  const [unfoldedFor, setUnfoldedFor] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  // Once for each room: whoever folds it up again while reading means it.
  if (current !== unfoldedFor) {
    setUnfoldedFor(current);
    if (current !== null) setOpen(true);
  }
  return (
    <details className="group" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex h-8 list-none items-center gap-1 rounded-md ps-2.5 font-semibold text-ink-faint text-xs hover:text-ink touch:h-11">
        {t('away', { count: entries.length })}
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
      </summary>
      <RoomList entries={entries} empty="" tabStop={tabStop} />
    </details>
  );
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return <IconButton size="sm" label={label} icon={<Plus />} tooltipSide="right" onClick={onClick} />;
}

type ListProps = { entries: readonly Entry[]; empty: string; tabStop: string | undefined };

function RoomList({ entries, empty, tabStop }: ListProps) {
  const current = useCurrentRoom();
  if (entries.length === 0) return <p className="px-2.5 py-1 text-ink-faint text-sm">{empty}</p>;
  return (
    <ul className="flex flex-col gap-px">
      {entries.map((entry) => (
        <li key={entry.roomId}>
          <SidebarRoom
            entry={entry}
            isCurrent={entry.roomId === current}
            isTabStop={entry.roomId === tabStop}
          />
        </li>
      ))}
    </ul>
  );
}

function BrowseLink() {
  const t = useTranslations('chat.sidebar');
  const isHere = usePathname() === '/browse';
  return (
    <Link
      href="/browse"
      onNavigate={useCloseDrawer()}
      aria-current={isHere ? 'page' : undefined}
      className="mt-px flex h-8 items-center gap-2.5 rounded-md px-2.5 text-ink-faint text-sm hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:text-ink touch:h-11"
    >
      {/* As wide as a picture: names and signs of all lines stand below each other. */}
      <Compass aria-hidden className="mx-0.5 size-4 shrink-0" />
      {t('browse')}
    </Link>
  );
}
