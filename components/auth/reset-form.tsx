'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PasswordField } from '@/components/ui/password-field';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { meAnswer, PASSWORD_MIN } from '@/lib/users/contract';
import { goTo } from './go-to';

/** A new password by a link that works once; this browser is signed in afterwards, all others are not. */
export function ResetForm({ token }: { token: string }) {
  const t = useTranslations('auth');
  const form = useForm({
    send: async (data) => {
      const body = { password: textOf(data, 'password') };
      await call('PUT', `/api/password-resets/${encodeURIComponent(token)}`, { body, answer: meAnswer });
      return goTo('/');
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <PasswordField
        name="password"
        label={t('fields.newPassword')}
        hint={t('fields.passwordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        autoFocus
        required
        error={form.errorOf('password')}
      />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" size="lg" {...form.button} className="mt-2 w-full">
        {t('reset.submit')}
      </Button>
    </form>
  );
}
