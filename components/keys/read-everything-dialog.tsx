'use client';
import { useTranslations } from 'next-intl';
import { useEntries } from '@/components/realtime/use-chat';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { isUnread } from '@/lib/rooms/unread';
import { useReadRooms } from './use-read-everything';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

export function ReadEverythingDialog({ open, onOpenChange }: Props) {
  const t = useTranslations('keys.readEverything');
  const unread = useEntries().filter(isUnread);
  const read = useReadRooms();
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      confirm={t('confirm')}
      onConfirm={() => read(unread.map(({ roomId }) => roomId))}
    >
      {t('text')}
    </ConfirmDialog>
  );
}
