'use client';
import { Search, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Spinner } from '@/components/ui/spinner';
import { TextField } from '@/components/ui/text-field';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { PersonRow } from './person-row';
import { type PeoplePage, usePeople } from './use-people';

/** Everybody here, to be found by name; for admins also where roles and access are changed. */
export function PeopleDirectory({ first }: { first: PeoplePage }) {
  const t = useTranslations('users');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const people = usePeople(first);
  return (
    <>
      <TextField
        type="search"
        label={t('search')}
        hideLabel
        placeholder={t('search')}
        autoComplete="off"
        maxLength={100}
        onChange={(event) => people.search(event.target.value)}
        trailing={
          people.loading === 'search' ? (
            <Spinner className="mr-3 text-ink-faint" />
          ) : (
            <Search aria-hidden className="mr-3 size-4 text-ink-faint" />
          )
        }
      />
      {people.error !== null && (
        <Notice tone="danger" className="mt-4">
          <p>{errorText(people.error)}</p>
          <Button size="sm" className="mt-2" onClick={people.retry}>
            {common('retry')}
          </Button>
        </Notice>
      )}
      <p role="status" className="sr-only">
        {people.loading === 'search' ? common('loading') : t('found', { count: people.people.length })}
      </p>
      {people.people.length === 0 ? (
        <EmptyState icon={<UsersRound aria-hidden />} title={t('nobody')}>
          {t('nobodyText', { query: people.query })}
        </EmptyState>
      ) : (
        <ul className="mt-4 divide-y divide-line">
          {people.people.map((person) => (
            <PersonRow key={person.id} person={person} onChanged={people.replace} />
          ))}
        </ul>
      )}
      {people.hasMore && (
        <Button className="mt-4 w-full" pending={people.loading === 'more'} onClick={people.more}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
