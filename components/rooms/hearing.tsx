'use client';
import { Bell, BellOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSeconds } from '@/components/chat/use-seconds';
import { MenuItem, MenuRadioGroup, MenuSeparator, Submenu } from '@/components/ui/menu';
import { type Entry, involvement } from '@/lib/rooms/contract';
import { muteChoices, muteEnd, muteUntil } from '@/lib/rooms/mute';
import { type ChangeMembership, useChangeMembership } from './use-change-membership';
import { useMuteEndText } from './use-mute-end-text';

type Props = { entry: Entry; afterOthers: boolean };

/** What this person wants to hear of the room, and for how long nothing: a part of the room's menu. */
export function Hearing({ entry, afterOthers }: Props) {
  const t = useTranslations('chat.room');
  const change = useChangeMembership(entry.roomId);
  return (
    <>
      {afterOthers && <MenuSeparator />}
      <MenuRadioGroup
        label={t('involvement')}
        value={entry.involvement}
        onChange={(value) => void change({ involvement: value })}
        options={involvement.options.map((value) => ({ value, label: t(value) }))}
      />
      <MenuSeparator />
      <Mute entry={entry} change={change} />
    </>
  );
}

type MuteProps = { entry: Entry; change: ChangeMembership };

function Mute({ entry, change }: MuteProps) {
  const t = useTranslations('chat.room.mute');
  const end = muteEnd(entry.mutedUntil, useSeconds() * 1_000);
  const textOf = useMuteEndText();
  if (end !== null) {
    return (
      <MenuItem icon={<Bell />} note={textOf(end)} onClick={() => void change({ mutedUntil: null })}>
        {t('unmute')}
      </MenuItem>
    );
  }
  return (
    <Submenu icon={<BellOff />} label={t('label')}>
      <MuteChoices change={change} />
    </Submenu>
  );
}

/** For how long: the lines of whichever menu asks. */
export function MuteChoices({ change }: Pick<MuteProps, 'change'>) {
  const t = useTranslations('chat.room.mute');
  return muteChoices.map((choice) => (
    <MenuItem key={choice} onClick={() => void change({ mutedUntil: muteUntil(choice, new Date()) })}>
      {t(choice)}
    </MenuItem>
  ));
}
