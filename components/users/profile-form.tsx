'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { groundOf } from '@/components/ui/initials';
import { Notice } from '@/components/ui/notice';
import { PlainField } from '@/components/ui/plain-field';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { type Me, meAnswer, pictureIdOf } from '@/lib/users/contract';
import { ColorChoice } from './color-choice';
import { PictureChoice } from './picture-choice';

/** `first`: as the page came; what other devices change meanwhile is shown, but not put under one's fingers. */
export function ProfileForm({ first }: { first: Me }) {
  const t = useTranslations('settings.profile');
  const common = useTranslations('common');
  const toast = useToast();
  const me = useMe();
  const [color, setColor] = useState(groundOf(first.id, first.avatar));
  const hasPicture = pictureIdOf(me.avatar) !== null;
  const form = useForm({
    send: async (data) => {
      // A picture is put on and taken off by itself; a colour would take it off.
      const body = { name: textOf(data, 'name'), ...(!hasPicture && { avatar: color }) };
      await call('PATCH', '/api/me', { body, answer: meAnswer });
      toast({ title: common('saved') });
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-5">
      <div className="flex items-center gap-4">
        <Avatar id={me.id} user={hasPicture ? me : { ...me, avatar: color }} size="xl" />
        <p className="min-w-0 text-sm">
          <span dir="auto" className="block truncate font-semibold text-base">
            {me.name}
          </span>
          <span className="text-ink-muted">{common(`roles.${me.role}`)}</span>
        </p>
      </div>
      <PictureChoice />
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        defaultValue={first.name}
        autoComplete="name"
        dir="auto"
        required
        error={form.errorOf('name')}
      />
      {!hasPicture && <ColorChoice value={color} onChange={setColor} />}
      {first.email !== null && (
        <PlainField label={t('email')} hint={t('emailHint')}>
          <bdi>{first.email}</bdi>
        </PlainField>
      )}
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" {...form.button} className="self-start">
        {common('save')}
      </Button>
    </form>
  );
}
