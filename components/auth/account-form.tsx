'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { AccountFields } from './account-fields';
import { createAccount } from './create-account';
import { goTo } from './go-to';

type Props = {
  invite?: string;
  /** The name of the imported person they become. */
  claims?: string | null;
};

/** Somebody new: with an invite's token, or without one where anybody may come in. */
export function AccountForm({ invite, claims = null }: Props) {
  const t = useTranslations('auth');
  const form = useForm({
    send: async (data) => {
      await createAccount(data, invite === undefined ? {} : { invite });
      return goTo('/');
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <AccountFields errorOf={form.errorOf} autoFocus name={claims} />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" size="lg" {...form.button} className="mt-2 w-full">
        {t(claims === null ? 'join.submit' : 'join.claimSubmit')}
      </Button>
    </form>
  );
}
