'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useState } from 'react';
import { useVisitedRooms } from '@/components/chat/overlay-context';
import { KeyCaps } from '@/components/keys/key-caps';
import { useEntries } from '@/components/realtime/use-chat';
import { useCurrentRoom } from '@/components/rooms/use-room-address';
import { IconButton } from '@/components/ui/icon-button';
import { Spinner } from '@/components/ui/spinner';
import { rank } from '@/lib/switcher/ranking';
import { recentRooms } from '@/lib/switcher/recent';
import { DestinationRow } from './destination-row';
import { type Destination, useDestinations } from './use-destinations';
import { useSearch } from './use-search';

type Props = {
  inputRef: RefObject<HTMLInputElement | null>;
  onChoose: (destination: Destination) => void;
  onClose: () => void;
};

/** The field and what fits it. Mounted with each opening, so it always begins empty. */
export function SwitcherList({ inputRef, onChoose, onClose }: Props) {
  const t = useTranslations('switcher');
  const common = useTranslations('common');
  const [query, setQuery] = useState('');
  const { found, isLoading, hasFailed, search } = useSearch();
  const results = useResults(query, found);
  const type = (text: string) => {
    setQuery(text);
    search(text);
  };
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      autoHighlight="always"
      keepHighlight
      items={results}
      itemToStringValue={({ name }: Destination) => name}
      value={query}
      onValueChange={(text, { reason }) => reason !== 'item-press' && type(text)}
    >
      <div className="flex shrink-0 items-center gap-3 border-line border-b ps-4 pe-2">
        {isLoading ? (
          <Spinner className="text-ink-faint" />
        ) : (
          <Search aria-hidden className="size-4 text-ink-faint" />
        )}
        <Autocomplete.Input
          ref={inputRef}
          aria-label={t('label')}
          placeholder={t('placeholder')}
          maxLength={100}
          enterKeyHint="go"
          className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <IconButton label={common('close')} icon={<X />} tooltipSide="left" onClick={onClose} />
      </div>
      {/* Whoever listens hears how many there are, once typing pauses. */}
      <Autocomplete.Status className="sr-only">
        {isLoading ? t('searching') : t('found', { count: results.length })}
      </Autocomplete.Status>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <Autocomplete.Empty>{isLoading || <Nothing query={query.trim()} />}</Autocomplete.Empty>
        <Autocomplete.List className="p-2 empty:p-0">
          {(destination: Destination) => (
            <DestinationRow
              key={`${destination.kind} ${destination.id}`}
              destination={destination}
              onChoose={() => onChoose(destination)}
            />
          )}
        </Autocomplete.List>
      </div>
      {hasFailed && (
        <p role="status" className="shrink-0 bg-warn-soft px-4 py-2 text-sm text-warn-ink">
          {t('failed')}
        </p>
      )}
      <p className="shrink-0 border-line border-t px-4 py-2 text-ink-faint text-xs touch:hidden">
        {t.rich('keys', {
          up: () => <KeyCaps chord={{ key: 'ArrowUp' }} />,
          down: () => <KeyCaps chord={{ key: 'ArrowDown' }} />,
          enter: () => <KeyCaps chord={{ key: 'Enter' }} />,
        })}
      </p>
    </Autocomplete.Root>
  );
}

function Nothing({ query }: { query: string }) {
  const t = useTranslations('switcher');
  return (
    <div className="px-4 py-8 text-center">
      <p className="break-words font-medium text-sm">{t('none', { query })}</p>
      <p className="mt-1 text-ink-muted text-sm">{t('noneText')}</p>
    </div>
  );
}

const SHOWN_MAX = 40;
/** Without a query the commands should be in sight below the rooms. */
const PLACES_FIRST = 8;

function useResults(query: string, found: ReturnType<typeof useSearch>['found']): Destination[] {
  const { rooms, people, publicRooms, commands } = useDestinations(found);
  const here = useCurrentRoom();
  const recent = recentRooms(useEntries(), { visited: useVisitedRooms(), here });
  if (query.trim() !== '')
    return rank(query, [...rooms, ...people, ...publicRooms, ...commands], { recent, limit: SHOWN_MAX });
  const elsewhere = rooms.filter(({ id }) => id !== here);
  return [...rank('', elsewhere, { recent, limit: PLACES_FIRST }), ...commands];
}
