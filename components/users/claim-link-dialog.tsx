'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { rememberInvite } from '@/components/invites/made-invites';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { LocalTime } from '@/components/ui/local-time';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { createdInviteAnswer } from '@/lib/invites/contract';
import type { Person } from '@/lib/users/contract';

type Props = { person: Person; open: boolean; onOpenChange: (open: boolean) => void };

/** A link by which somebody becomes an imported person; the admin passes it on. Shown once. */
export function ClaimLinkDialog({ person, open, onOpenChange }: Props) {
  const t = useTranslations('users.claim');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={t('title', { name: person.name })}
      description={t('description', { name: person.name })}
    >
      <ClaimLink person={person} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function ClaimLink({ person, onDone }: { person: Person; onDone: () => void }) {
  const t = useTranslations('users.claim');
  const common = useTranslations('common');
  const [made, setMade] = useState<{ url: string; expiresAt: string } | null>(null);
  const form = useForm({
    send: async () => {
      const path = `/api/people/${person.id}/invite`;
      const { invite } = await call('POST', path, { body: {}, answer: createdInviteAnswer });
      rememberInvite(invite.id, invite.url);
      setMade(invite);
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
