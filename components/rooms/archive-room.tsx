'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import type { Entry } from '@/lib/rooms/contract';
import { roomHandle } from '@/lib/rooms/room-handle';

type Props = { entry: Entry; open: boolean; onOpenChange: (open: boolean) => void };

/** Puts a room away for everybody, or takes it out again. */
export function ArchiveRoom({ entry, open, onOpenChange }: Props) {
  const t = useTranslations('chat');
  const toast = useToast();
  const { roomId } = entry;
  const name = roomHandle(entry, entry.name);
  const isArchived = entry.archivedAt !== null;
  const change = async () => {
    await call('PATCH', `/api/rooms/${roomId}`, { body: { archived: !isArchived }, answer: z.unknown() });
    toast({ title: t(isArchived ? 'archive.restored' : 'archive.done', { name }) });
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={isArchived ? t('archive.restoreTitle', { name }) : t('archive.title', { name })}
      confirm={isArchived ? t('room.restore') : t('archive.confirm')}
      onConfirm={change}
    >
      {isArchived ? t('archive.restoreText') : t('archive.text')}
    </ConfirmDialog>
  );
}
