'use client';
import { Ellipsis, MessageSquare, NotebookPen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
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
      <IconButton
        label={person.id === me.id ? t('notes') : t('messageTo', { name: person.name })}
        icon={person.id === me.id ? <NotebookPen /> : <MessageSquare />}
        tooltipSide="left"
        onClick={() => void talk(person.id)}
      />
      {canDeactivate({ userId: me.id, role: me.role }, { userId: person.id, role: person.role }) && (
        <Menu
          align="end"
          trigger={<IconButton label={t('menu', { name: person.name })} icon={<Ellipsis />} />}
        >
          <PersonManagement person={person} onAsk={setAsking} onChanged={onChanged} />
        </Menu>
      )}
      <PersonDialogs person={person} asking={asking} onAsked={() => setAsking(null)} onChanged={onChanged} />
    </>
  );
}
