'use client';
import { Check, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useChatActions, useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { DIRECT_MEMBERS_MAX, entryAnswer } from '@/lib/rooms/contract';
import type { Person } from '@/lib/users/contract';
import { PeoplePicker } from './people-picker';
import { useGoToRoom } from './room-link';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Begins a conversation with one person or a few; the same people always get the one they have. */
export function DirectDialog({ open, onOpenChange }: Props) {
  const t = useTranslations('chat.direct');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('text')}>
      <Chooser onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Chooser({ onDone }: { onDone: () => void }) {
  const t = useTranslations('chat.direct');
  const me = useMe();
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const { start, isStarting, error } = useStart(onDone);
  const isChosen = (person: Person) => chosen.some(({ id }) => id === person.id);
  // One place is one's own.
  const isFull = chosen.length >= DIRECT_MEMBERS_MAX - 1;
  const toggle = (person: Person) =>
    setChosen(isChosen(person) ? chosen.filter(({ id }) => id !== person.id) : [...chosen, person]);
  return (
    <>
      <Chosen people={chosen} onRemove={toggle} />
      <PeoplePicker
        label={t('search')}
        isOffered={({ id }) => id !== me.id}
        isPicked={isChosen}
        isDisabled={(person) => isFull && !isChosen(person)}
        onPick={toggle}
        trailing={(person) => isChosen(person) && <Check aria-hidden className="size-4 text-accent-ink" />}
      />
      {isFull && <Notice className="mt-3">{t('limit', { limit: DIRECT_MEMBERS_MAX - 1 })}</Notice>}
      {error !== null && (
        <Notice tone="danger" className="mt-3">
          {error}
        </Notice>
      )}
      <DialogActions>
        {chosen.length === 0 && (
          <Button variant="ghost" disabled={isStarting} onClick={() => void start([])}>
            {t('notes')}
          </Button>
        )}
        <Button
          variant="primary"
          pending={isStarting}
          disabled={chosen.length === 0}
          onClick={() => void start(chosen)}
        >
          {t('start')}
        </Button>
      </DialogActions>
    </>
  );
}

function Chosen({ people, onRemove }: { people: readonly Person[]; onRemove: (person: Person) => void }) {
  const t = useTranslations('chat.direct');
  if (people.length === 0) return null;
  return (
    <ul aria-label={t('chosen')} className="mb-3 flex flex-wrap gap-1.5">
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            aria-label={t('remove', { name: person.name })}
            onClick={() => onRemove(person)}
            className="flex h-7 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 font-medium text-accent-ink text-sm touch:h-11"
          >
            <bdi className="max-w-40 truncate">{person.name}</bdi>
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function useStart(onDone: () => void) {
  const { applyEntry } = useChatActions();
  const goTo = useGoToRoom();
  const errorText = useErrorText();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const start = async (people: readonly Person[]) => {
    setStarting(true);
    setError(null);
    try {
      const body = { kind: 'direct', memberIds: people.map(({ id }) => id) };
      const { entry, users } = await call('POST', '/api/rooms', { body, answer: entryAnswer });
      applyEntry(entry, users);
      onDone();
      goTo(entry.roomId);
    } catch (failure) {
      setError(errorText(failure));
      setStarting(false);
    }
  };
  return { start, isStarting, error };
}
