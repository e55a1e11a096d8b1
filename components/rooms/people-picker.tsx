'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, Suspense } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { Spinner } from '@/components/ui/spinner';
import { TextField } from '@/components/ui/text-field';
import { type Loaded, useLoad, useLoaded } from '@/components/ui/use-load';
import { usePeople } from '@/components/users/use-people';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { type Person, peopleAnswer } from '@/lib/users/contract';

type Props = {
  label: string;
  /** Who is not offered at all. */
  isOffered: (person: Person) => boolean;
  /** What stands at a person's end: a mark, a word, a button. */
  trailing: (person: Person) => ReactNode;
  onPick: (person: Person) => void;
  isPicked: (person: Person) => boolean;
  isDisabled?: (person: Person) => boolean;
};

/** Finds people by name; whoever is pressed is picked. */
export function PeoplePicker(props: Props) {
  const [loading, reload] = useLoad(fetchPeople);
  return (
    <Suspense fallback={<PickerSkeleton />}>
      <Found {...props} loading={loading} reload={reload} />
    </Suspense>
  );
}

type Page = Awaited<ReturnType<typeof fetchPeople>>;
const fetchPeople = () => call('GET', '/api/people', { answer: peopleAnswer });

function Found({
  loading,
  reload,
  ...props
}: Props & { loading: Promise<Loaded<Page>>; reload: () => void }) {
  const { data, error } = useLoaded(loading);
  const common = useTranslations('common');
  const errorText = useErrorText();
  if (data) return <Picker {...props} first={data} />;
  return (
    <Notice tone="danger">
      <p>{errorText(error)}</p>
      <Button size="sm" className="mt-2" onClick={reload}>
        {common('retry')}
      </Button>
    </Notice>
  );
}

function Picker({ first, label, isOffered, ...row }: Props & { first: Page }) {
  const t = useTranslations('chat.direct');
  const people = usePeople(first);
  const errorText = useErrorText();
  const offered = people.people.filter(
    (person) => person.deactivatedAt === null && person.kind !== 'former' && isOffered(person),
  );
  return (
    <>
      <TextField
        type="search"
        label={label}
        hideLabel
        placeholder={label}
        autoComplete="off"
        maxLength={100}
        onChange={(event) => people.search(event.target.value)}
        trailing={
          people.loading ? (
            <Spinner className="mr-3 text-ink-faint" />
          ) : (
            <Search aria-hidden className="mr-3 size-4 text-ink-faint" />
          )
        }
      />
      {people.error !== null && (
        <Notice tone="danger" className="mt-3">
          {errorText(people.error)}
        </Notice>
      )}
      <ul className="-mx-2 mt-2 h-64 overflow-y-auto">
        {offered.map((person) => (
          <li key={person.id}>
            <PersonOption person={person} {...row} />
          </li>
        ))}
        {offered.length === 0 && people.error === null && (
          <li className="px-2 py-6 text-center text-ink-muted text-sm">
            {people.query.trim() === '' ? t('nobodyElse') : t('nobody', { query: people.query.trim() })}
          </li>
        )}
      </ul>
    </>
  );
}

type OptionProps = Pick<Props, 'trailing' | 'onPick' | 'isPicked' | 'isDisabled'> & { person: Person };

function PersonOption({ person, trailing, onPick, isPicked, isDisabled }: OptionProps) {
  return (
    <button
      type="button"
      aria-pressed={isPicked(person)}
      disabled={isDisabled?.(person)}
      onClick={() => onPick(person)}
      className="flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-start outline-offset-[-2px] enabled:hover:bg-hover disabled:opacity-60"
    >
      <Avatar id={person.id} user={person} size="sm" />
      <bdi className="min-w-0 flex-1 truncate text-sm">{person.name}</bdi>
      {trailing(person)}
    </button>
  );
}

function PickerSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-10" />
      <Skeleton className="h-8 w-3/5" />
      <Skeleton className="h-8 w-2/5" />
      <Skeleton className="h-8 w-1/2" />
    </div>
  );
}
