'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { goTo } from '@/components/auth/go-to';
import { useChatActions } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { PasswordField } from '@/components/ui/password-field';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';

/** The way out for good; asks for the password, because a forgotten laptop must not be able to. */
export function DeleteAccount() {
  const t = useTranslations('settings.delete');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-quiet" onClick={() => setOpen(true)}>
        {t('action')}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t('title')} description={t('text')}>
        <DeleteAccountForm onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function DeleteAccountForm({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations('settings.delete');
  const common = useTranslations('common');
  const { signOut } = useChatActions();
  const form = useForm({
    send: async (data) => {
      await call('DELETE', '/api/me', { body: { password: textOf(data, 'password') }, answer: z.unknown() });
      await signOut({ force: true });
      return goTo('/sign-in');
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <PasswordField
        name="password"
        label={t('password')}
        autoComplete="current-password"
        required
        error={form.errorOf('password')}
      />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <DialogActions>
        <Button variant="ghost" onClick={onCancel}>
          {common('cancel')}
        </Button>
        <Button type="submit" variant="danger" {...form.button}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
