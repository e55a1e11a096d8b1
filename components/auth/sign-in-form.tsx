'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PasswordField } from '@/components/ui/password-field';
import { TextField } from '@/components/ui/text-field';
import { textOf, useForm } from '@/components/ui/use-form';
import { goTo } from './go-to';
import { signIn } from './sign-in';

export function SignInForm({ to }: { to: string }) {
  const t = useTranslations('auth');
  const form = useForm({
    send: async (data) => {
      await signIn({ email: textOf(data, 'email'), password: textOf(data, 'password') });
      return goTo(to);
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <TextField
        name="email"
        type="email"
        label={t('fields.email')}
        autoComplete="username"
        autoFocus
        required
        error={form.errorOf('email')}
      />
      <PasswordField
        name="password"
        label={t('fields.password')}
        autoComplete="current-password"
        required
        error={form.errorOf('password')}
      />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" size="lg" {...form.button} className="mt-2 w-full">
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
