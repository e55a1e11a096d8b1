'use client';
import { KeyRound, UserRoundCheck, UserRoundPlus, UserRoundX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMe } from '@/components/realtime/use-chat';
import { MenuItem, MenuRadioGroup, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { type Person, workspaceRole } from '@/lib/users/contract';
import { canChangeRole } from '@/lib/users/policy';
import { changePerson } from './change-person';
import type { Asking } from './person-dialogs';

type Props = {
  person: Person;
  onAsk: (asking: Asking) => void;
  onChanged: (person: Person) => void;
};

/** The part of a person's menu that admins see. */
export function PersonManagement({ person, onAsk, onChanged }: Props) {
  const t = useTranslations('users');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const toast = useToast();
  const me = useMe();
  const grantable = workspaceRole.options.filter((role) =>
    canChangeRole({ userId: me.id, role: me.role }, { userId: person.id, role: person.role }, role),
  );

  const reactivate = async () => {
    try {
      onChanged(await changePerson(person, { deactivated: false }));
      toast({ title: t('reactivate.done', { name: person.name }) });
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
    }
  };

  return (
    <>
      <MenuRadioGroup
        label={t('role')}
        value={person.role}
        onChange={(role) => role !== person.role && onAsk({ about: 'role', role })}
        options={grantable.map((role) => ({ value: role, label: common(`roles.${role}`) }))}
      />
      <MenuSeparator />
      {person.deactivatedAt === null ? (
        <>
          {person.imported ? (
            <MenuItem icon={<UserRoundPlus />} onClick={() => onAsk({ about: 'claim' })}>
              {t('claim.action')}
            </MenuItem>
          ) : (
            <MenuItem icon={<KeyRound />} onClick={() => onAsk({ about: 'reset' })}>
              {t('reset.action')}
            </MenuItem>
          )}
          <MenuItem danger icon={<UserRoundX />} onClick={() => onAsk({ about: 'deactivate' })}>
            {t('deactivate.action')}
          </MenuItem>
        </>
      ) : (
        <MenuItem icon={<UserRoundCheck />} onClick={() => void reactivate()}>
          {t('reactivate.action')}
        </MenuItem>
      )}
    </>
  );
}
