'use client';
import { Archive, ArchiveRestore, LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import type { Entry } from '@/lib/rooms/contract';
import { canManageRoom } from '@/lib/rooms/policy';
import { ArchiveRoom } from './archive-room';
import { LeaveRoom } from './leave-room';

/** The ends of a room: for oneself, and for everybody. */
export function RoomExits({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.details');
  const me = useMe();
  const [asking, setAsking] = useState<'archive' | 'leave' | null>(null);
  const close = (open: boolean) => !open && setAsking(null);
  const isOpen = entry.archivedAt === null;
  const ArchiveIcon = isOpen ? Archive : ArchiveRestore;
  return (
    <section aria-label={t('exits')} className="px-2.5 py-3">
      {canManageRoom(me, entry) && (
        <Button variant="ghost" className="w-full justify-start" onClick={() => setAsking('archive')}>
          <ArchiveIcon aria-hidden className="size-4" />
          {isOpen ? t('archive') : t('restore')}
        </Button>
      )}
      <Button variant="ghost" className="w-full justify-start" onClick={() => setAsking('leave')}>
        <LogOut aria-hidden className="size-4" />
        {t('leave')}
      </Button>
      <ArchiveRoom entry={entry} open={asking === 'archive'} onOpenChange={close} />
      <LeaveRoom entry={entry} open={asking === 'leave'} onOpenChange={close} />
    </section>
  );
}
