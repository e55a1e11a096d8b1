'use client';
import { BellOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSeconds } from '@/components/chat/use-seconds';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { SelectField } from '@/components/ui/select-field';
import { type Entry, involvement } from '@/lib/rooms/contract';
import { muteEnd } from '@/lib/rooms/mute';
import { MuteChoices } from './hearing';
import { useChangeMembership } from './use-change-membership';
import { useMuteEndText } from './use-mute-end-text';

/** What this person wants to hear of the room; the same choices as in its menu, with their state in sight. */
export function RoomHearing({ entry }: { entry: Entry }) {
  const t = useTranslations('chat');
  const change = useChangeMembership(entry.roomId);
  const end = muteEnd(entry.mutedUntil, useSeconds() * 1_000);
  const endText = useMuteEndText();
  return (
    <section aria-label={t('details.hearing')} className="px-5 py-4">
      <SelectField
        label={t('room.involvement')}
        value={entry.involvement}
        onChange={(event) => {
          const wanted = involvement.options.find((value) => value === event.target.value);
          if (wanted) void change({ involvement: wanted });
        }}
      >
        {involvement.options.map((value) => (
          <option key={value} value={value}>
            {t(`room.${value}`)}
          </option>
        ))}
      </SelectField>
      <div className="mt-3 flex items-center gap-2">
        {end === null ? (
          <Menu
            trigger={
              <Button size="sm">
                <BellOff aria-hidden className="size-4" />
                {t('details.mute')}
              </Button>
            }
          >
            <MuteChoices change={change} />
          </Menu>
        ) : (
          <>
            <p className="min-w-0 flex-1 text-ink-muted text-sm">{endText(end)}</p>
            <Button size="sm" onClick={() => void change({ mutedUntil: null })}>
              {t('room.mute.unmute')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
