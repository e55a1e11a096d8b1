'use client';
import { useTranslations } from 'next-intl';
import { useMe } from '@/components/realtime/use-chat';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import type { Person } from '@/lib/users/contract';
import { PersonMenu } from './person-menu';

type Props = { person: Person; onChanged: (person: Person) => void };

export function PersonRow({ person, onChanged }: Props) {
  const t = useTranslations('users');
  const common = useTranslations('common');
  const me = useMe();
  const deactivated = person.deactivatedAt !== null;
  return (
    <li className="flex items-center gap-3 py-2.5">
      <Avatar id={person.id} user={person} muted={deactivated} />
      <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
        <span dir="auto" className={classNames('truncate font-medium', deactivated && 'text-ink-muted')}>
          {person.name || common('formerMember')}
        </span>
        {person.id === me.id && <span className="text-ink-muted text-sm">{t('you')}</span>}
        {person.role !== 'member' && (
          <Badge tone={person.role === 'guest' ? 'quiet' : 'accent'}>{common(`roles.${person.role}`)}</Badge>
        )}
        {person.imported && <Badge>{t('imported')}</Badge>}
        {deactivated && <Badge tone="warn">{t('deactivated')}</Badge>}
      </p>
      <PersonMenu person={person} onChanged={onChanged} />
    </li>
  );
}
