'use client';
import { useTranslations } from 'next-intl';
import { PasswordField } from '@/components/ui/password-field';
import { TextField } from '@/components/ui/text-field';
import { PASSWORD_MIN } from '@/lib/users/contract';

type Props = {
  errorOf: (name: string) => string | undefined;
  autoFocus?: boolean;
  /** What they are called already, to keep or to change. */
  name?: string | null;
};

/** Who somebody is and how they will sign in: the same three fields at first run, by invite and by open sign-up. */
export function AccountFields({ errorOf, autoFocus = false, name = null }: Props) {
  const t = useTranslations('auth.fields');
  return (
    <>
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        autoComplete="name"
        autoFocus={autoFocus}
        {...(name !== null && { defaultValue: name })}
        required
        error={errorOf('name')}
      />
      <TextField
        name="email"
        type="email"
        label={t('email')}
        autoComplete="username"
        required
        error={errorOf('email')}
      />
      <PasswordField
        name="password"
        label={t('newPassword')}
        hint={t('passwordHint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        required
        error={errorOf('password')}
      />
    </>
  );
}
