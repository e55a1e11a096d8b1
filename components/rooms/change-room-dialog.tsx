'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { TextField } from '@/components/ui/text-field';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { type Entry, ROOM_NAME_MAX, TOPIC_MAX } from '@/lib/rooms/contract';
import { roomHandle } from '@/lib/rooms/room-handle';

type Props = { field: 'name' | 'topic'; entry: Entry; open: boolean; onOpenChange: (open: boolean) => void };

/** Renames a room or says anew what it is about. Everybody sees it through the stream, this device too. */
export function ChangeRoomDialog({ field, entry, open, onOpenChange }: Props) {
  const t = useTranslations('chat.roomForm');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(field === 'name' ? 'renameTitle' : 'topicTitle', { name: roomHandle(entry, entry.name) })}
    >
      <ChangeForm field={field} entry={entry} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function ChangeForm({ field, entry, onDone }: { field: 'name' | 'topic'; entry: Entry; onDone: () => void }) {
  const t = useTranslations('chat.roomForm');
  const form = useForm({
    send: async (data) => {
      const body = { [field]: textOf(data, field) };
      await call('PATCH', `/api/rooms/${entry.roomId}`, { body, answer: z.unknown() });
      onDone();
    },
  });
  return (
    <form {...form.props}>
      <TextField
        name={field}
        label={t(field)}
        defaultValue={entry[field]}
        hint={t(field === 'name' ? 'nameHint' : 'topicHint')}
        error={form.errorOf(field)}
        maxLength={field === 'name' ? ROOM_NAME_MAX * 2 : TOPIC_MAX * 2}
        autoComplete="off"
      />
      {form.failure && (
        <Notice tone="danger" className="mt-4">
          {form.failure}
        </Notice>
      )}
      <DialogActions>
        <Button type="submit" variant="primary" {...form.button}>
          {t('save')}
        </Button>
      </DialogActions>
    </form>
  );
}
