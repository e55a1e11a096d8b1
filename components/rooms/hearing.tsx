'use client';
import { Bell, BellOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSeconds } from '@/components/chat/use-seconds';
import { useChatActions } from '@/components/realtime/use-chat';
import { MenuItem, MenuRadioGroup, MenuSeparator, Submenu } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { type ChangeMembershipInput, type Entry, entryAnswer, involvement } from '@/lib/rooms/contract';
import { muteChoices, muteEnd, muteUntil } from '@/lib/rooms/mute';
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

type Change = (body: ChangeMembershipInput) => Promise<void>;

function Mute({ entry, change }: { entry: Entry; change: Change }) {
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
      {muteChoices.map((choice) => (
        <MenuItem key={choice} onClick={() => void change({ mutedUntil: muteUntil(choice, new Date()) })}>
          {t(choice)}
        </MenuItem>
      ))}
    </Submenu>
  );
}

function useChangeMembership(roomId: string): Change {
  const { applyEntry } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  return async (body) => {
    try {
      const answer = await call('PATCH', `/api/rooms/${roomId}/membership`, { body, answer: entryAnswer });
      applyEntry(answer.entry, answer.users);
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
    }
  };
}
