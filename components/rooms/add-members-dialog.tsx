'use client';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { useMe, useRoom } from '@/components/realtime/use-chat';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import type { Entry } from '@/lib/rooms/contract';
import type { Person } from '@/lib/users/contract';
import { PeoplePicker } from './people-picker';

type Props = { entry: Entry; open: boolean; onOpenChange: (open: boolean) => void };

/** Each press adds one person; being here already is fine. */
export function AddMembersDialog({ entry, open, onOpenChange }: Props) {
  const t = useTranslations('chat.members');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('add')}>
      <Adder entry={entry} />
    </Dialog>
  );
}

function Adder({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.members');
  const me = useMe();
  const errorText = useErrorText();
  const { members } = useRoom(entry.roomId);
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<string | null>(null);
  const isHere = ({ id }: Person) => added.has(id) || members[id]?.ended === false;
  const add = async (person: Person) => {
    setError(null);
    try {
      await call('PUT', `/api/rooms/${entry.roomId}/members/${person.id}`, { body: {}, answer: z.unknown() });
      setAdded((before) => new Set(before).add(person.id));
    } catch (failure) {
      setError(errorText(failure));
    }
  };
  return (
    <>
      <PeoplePicker
        label={t('search')}
        isOffered={({ id }) => id !== me.id}
        isPicked={isHere}
        isDisabled={isHere}
        onPick={(person) => void add(person)}
        trailing={(person) =>
          isHere(person) ? (
            <span className="flex items-center gap-1 text-ink-muted text-xs">
              <Check aria-hidden className="size-4 text-accent-ink" />
              {t('already')}
            </span>
          ) : null
        }
      />
      {error !== null && (
        <Notice tone="danger" className="mt-3">
          {error}
        </Notice>
      )}
    </>
  );
}
