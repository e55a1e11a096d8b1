'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PasswordField } from '@/components/ui/password-field';
import { useToast } from '@/components/ui/toast';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { PASSWORD_MIN } from '@/lib/users/contract';

export function PasswordForm({ email }: { email: string | null }) {
  const t = useTranslations('settings.password');
  const fields = useTranslations('auth.fields');
  const toast = useToast();
  const form = useForm({
    send: async (data, element) => {
      const body = { current: textOf(data, 'current'), password: textOf(data, 'password') };
      await call('PUT', '/api/me/password', { body, answer: z.unknown() });
      element.reset();
      toast({ title: t('done'), description: t('doneText') });
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-4">
      {/* Password managers file the new password under this name. */}
      <input type="hidden" name="username" autoComplete="username" value={email ?? ''} readOnly />
      <PasswordField
        name="current"
        label={t('current')}
        autoComplete="current-password"
        required
        error={form.errorOf('current')}
      />
      <PasswordField
        name="password"
        label={t('new')}
        hint={fields('passwordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        required
        error={form.errorOf('password')}
      />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" {...form.button} className="self-start">
        {t('submit')}
      </Button>
    </form>
  );
}
