'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { call } from '@/lib/http/api';
import type { Entry } from '@/lib/rooms/contract';
import { roomHandle } from '@/lib/rooms/room-handle';

type Props = { entry: Entry; open: boolean; onOpenChange: (open: boolean) => void };

/** The stream tells all devices that the room is gone; this one goes home at once. */
export function LeaveRoom({ entry, open, onOpenChange }: Props) {
  const t = useTranslations('chat.leave');
  const router = useRouter();
  const leave = async () => {
    await call('DELETE', `/api/rooms/${entry.roomId}/membership`, { answer: z.unknown() });
    router.push('/');
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title', { name: roomHandle(entry, entry.name) })}
      confirm={t('confirm')}
      danger
      onConfirm={leave}
    >
      {entry.kind === 'private' ? t('textPrivate') : t('text')}
    </ConfirmDialog>
  );
}
