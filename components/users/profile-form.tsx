'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PlainField } from '@/components/ui/plain-field';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { type Me, meAnswer } from '@/lib/users/contract';

export function ProfileForm({ me }: { me: Me }) {
  const t = useTranslations('settings.profile');
  const common = useTranslations('common');
  const toast = useToast();
  const [name, setName] = useState(me.name);
  const form = useForm({
    send: async (data) => {
      const answer = await call('PATCH', '/api/me', {
        body: { name: textOf(data, 'name') },
        answer: meAnswer,
      });
      setName(answer.me.name);
      toast({ title: common('saved') });
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-5">
      <div className="flex items-center gap-4">
        <Avatar id={me.id} user={{ ...me, name }} size="xl" />
        <p className="min-w-0 text-sm">
          <span dir="auto" className="block truncate font-semibold text-base">
            {name}
          </span>
          <span className="text-ink-muted">{common(`roles.${me.role}`)}</span>
        </p>
      </div>
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        defaultValue={me.name}
        autoComplete="name"
        dir="auto"
        required
        error={form.errorOf('name')}
      />
      {me.email !== null && (
        <PlainField label={t('email')} hint={t('emailHint')}>
          <bdi>{me.email}</bdi>
        </PlainField>
      )}
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" {...form.button} className="self-start">
        {common('save')}
      </Button>
    </form>
  );
}
