'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { LocalTime } from '@/components/ui/local-time';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { type Person, passwordResetAnswer } from '@/lib/users/contract';

type Props = { person: Person; open: boolean; onOpenChange: (open: boolean) => void };

/** A link by which somebody chooses a new password; the admin passes it on. Shown once, kept nowhere. */
export function ResetLinkDialog({ person, open, onOpenChange }: Props) {
  const t = useTranslations('users.reset');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={t('title', { name: person.name })}
      description={t('description')}
    >
      <ResetLink person={person} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function ResetLink({ person, onDone }: { person: Person; onDone: () => void }) {
  const t = useTranslations('users.reset');
  const common = useTranslations('common');
  const [made, setMade] = useState<{ url: string; expiresAt: string } | null>(null);
  const form = useForm({
    send: async () => {
      const path = `/api/people/${person.id}/password-reset`;
      const { passwordReset } = await call('POST', path, { body: {}, answer: passwordResetAnswer });
      setMade(passwordReset);
    },
  });
  if (made) {
    return (
      <>
        <CopyField label={t('link')} value={made.url} />
        <p className="mt-3 text-ink-muted text-sm">
          {t.rich('until', { when: () => <LocalTime at={made.expiresAt} /> })}
        </p>
        <DialogActions>
          <Button onClick={onDone}>{common('close')}</Button>
        </DialogActions>
      </>
    );
  }
  return (
    <form {...form.props}>
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <DialogActions>
        <Button variant="ghost" onClick={onDone}>
          {common('cancel')}
        </Button>
        <Button type="submit" variant="primary" {...form.button}>
          {t('make')}
        </Button>
      </DialogActions>
    </form>
  );
}
