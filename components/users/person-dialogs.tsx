'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useToast } from '@/components/ui/toast';
import type { Person, WorkspaceRole } from '@/lib/users/contract';
import { changePerson } from './change-person';
import { ClaimLinkDialog } from './claim-link-dialog';
import { ResetLinkDialog } from './reset-link-dialog';

/** What the admin is being asked about somebody. */
export type Asking =
  | { about: 'deactivate' }
  | { about: 'reset' }
  | { about: 'claim' }
  | { about: 'role'; role: WorkspaceRole }
  | null;

type Props = { person: Person; asking: Asking; onAsked: () => void; onChanged: (person: Person) => void };

export function PersonDialogs({ person, asking, onAsked, onChanged }: Props) {
  const t = useTranslations('users');
  const toast = useToast();
  const { name } = person;
  // Kept while the dialog fades out, so that its words do not change on the way.
  const [role, setRole] = useState<WorkspaceRole>('member');
  if (asking?.about === 'role' && asking.role !== role) setRole(asking.role);
  return (
    <>
      <ConfirmDialog
        open={asking?.about === 'role'}
        onOpenChange={onAsked}
        title={t('roleConfirm.title', { name, role })}
        confirm={t('roleConfirm.submit')}
        onConfirm={async () => {
          onChanged(await changePerson(person, { role }));
          toast({ title: t('roleChanged', { name, role }) });
        }}
      >
        {t(`roleConfirm.${role}`)} {t('roleConfirm.sessions')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking?.about === 'deactivate'}
        onOpenChange={onAsked}
        title={t('deactivate.title', { name })}
        confirm={t('deactivate.submit')}
        danger
        onConfirm={async () => {
          onChanged(await changePerson(person, { deactivated: true }));
          toast({ title: t('deactivate.done', { name }) });
        }}
      >
        {t('deactivate.text')}
      </ConfirmDialog>
      <ResetLinkDialog person={person} open={asking?.about === 'reset'} onOpenChange={onAsked} />
      <ClaimLinkDialog person={person} open={asking?.about === 'claim'} onOpenChange={onAsked} />
    </>
  );
}
