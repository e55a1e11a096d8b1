'use client';
import { Hash } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DrawerButton } from '@/components/chat/drawer';
import { useWorkspace } from '@/components/realtime/chat-provider';
import { useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { canBrowseRooms, canCreateRoom } from '@/lib/rooms/policy';
import { CreateRoomDialog } from './create-room-dialog';

/** The first screen of somebody who is in no room. */
export function NoRooms() {
  const t = useTranslations('chat');
  const me = useMe();
  const workspace = useWorkspace();
  const [isCreating, setCreating] = useState(false);
  const mayBrowse = canBrowseRooms(me);
  return (
    <>
      <PageHeader title={workspace.name} leading={<DrawerButton />} />
      <div className="flex flex-1 items-center">
        <EmptyState
          icon={<Hash />}
          title={t('empty.title')}
          action={
            <>
              {mayBrowse && (
                <Link href="/browse" className={buttonClass('primary')}>
                  {t('sidebar.browse')}
                </Link>
              )}
              {canCreateRoom(me, workspace) && (
                <Button onClick={() => setCreating(true)}>{t('sidebar.create')}</Button>
              )}
            </>
          }
        >
          {mayBrowse ? t('empty.text') : t('empty.guest')}
        </EmptyState>
      </div>
      <CreateRoomDialog open={isCreating} onOpenChange={setCreating} />
    </>
  );
}
