'use client';
import { Ellipsis, MessageSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { Person } from '@/lib/users/contract';
import { canDeactivate } from '@/lib/users/policy';
import { type Asking, PersonDialogs } from './person-dialogs';
import { PersonManagement } from './person-management';
import { useDirectConversation } from './use-direct-conversation';

type Props = { person: Person; onChanged: (person: Person) => void };

/** What one person can do with another: talk, and for admins decide about role and access. */
export function PersonMenu({ person, onChanged }: Props) {
  const t = useTranslations('users');
  const me = useMe();
  const talk = useDirectConversation();
  const [asking, setAsking] = useState<Asking>(null);
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t('menu', { name: person.name })} icon={<Ellipsis />} />}>
        <MenuItem icon={<MessageSquare />} onClick={() => void talk(person.id)}>
          {person.id === me.id ? t('notes') : t('message')}
        </MenuItem>
        {canDeactivate({ userId: me.id, role: me.role }, { userId: person.id, role: person.role }) && (
          <PersonManagement person={person} onAsk={setAsking} onChanged={onChanged} />
        )}
      </Menu>
      <PersonDialogs person={person} asking={asking} onAsked={() => setAsking(null)} onChanged={onChanged} />
    </>
  );
}
