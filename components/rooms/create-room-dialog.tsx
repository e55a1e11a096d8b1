'use client';
import { Hash, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useChatActions } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { TextField } from '@/components/ui/text-field';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { entryAnswer, ROOM_NAME_MAX, TOPIC_MAX } from '@/lib/rooms/contract';
import { useGoToRoom } from './room-link';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateRoomDialog({ open, onOpenChange }: Props) {
  const t = useTranslations('chat.roomForm');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('createTitle')} description={t('createText')}>
      <CreateForm onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function CreateForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('chat.roomForm');
  const { applyEntry } = useChatActions();
  const goTo = useGoToRoom();
  const form = useForm({
    send: async (data) => {
      const body = { kind: textOf(data, 'kind'), name: textOf(data, 'name'), topic: textOf(data, 'topic') };
      const { entry, users } = await call('POST', '/api/rooms', { body, answer: entryAnswer });
      applyEntry(entry, users);
      onDone();
      goTo(entry.roomId);
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-5">
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        error={form.errorOf('name')}
        maxLength={ROOM_NAME_MAX * 2}
        autoComplete="off"
      />
      <TextField
        name="topic"
        label={t('topic')}
        hint={t('topicHint')}
        error={form.errorOf('topic')}
        maxLength={TOPIC_MAX * 2}
        autoComplete="off"
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-sm">{t('visibility')}</legend>
        <Choice value="public" icon={<Hash />} title={t('public')} text={t('publicText')} isDefault />
        <Choice value="private" icon={<Lock />} title={t('private')} text={t('privateText')} />
      </fieldset>
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <DialogActions>
        <Button type="submit" variant="primary" {...form.button}>
          {t('create')}
        </Button>
      </DialogActions>
    </form>
  );
}

type ChoiceProps = { value: string; icon: ReactNode; title: string; text: string; isDefault?: boolean };

function Choice({ value, icon, title, text, isDefault }: ChoiceProps) {
  return (
    <label className="flex items-start gap-3 rounded-md p-3 shadow-[inset_0_0_0_1px_var(--line)] transition-shadow hover:bg-hover has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_2px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <input type="radio" name="kind" value={value} defaultChecked={isDefault} className="sr-only" />
      <span aria-hidden className="mt-0.5 text-ink-muted [&_svg]:size-4">
        {icon}
      </span>
      <span className="min-w-0">
        <span className="block font-medium text-sm">{title}</span>
        <span className="block text-ink-muted text-xs">{text}</span>
      </span>
    </label>
  );
}
