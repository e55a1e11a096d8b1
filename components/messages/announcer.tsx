'use client';
import { useTranslations } from 'next-intl';
import { useSaid } from '@/components/attachments/use-said';
import { useMe, useUsers } from '@/components/realtime/use-chat';
import { useVisitState } from '@/components/rooms/visit';
import { namedFiles } from '@/lib/realtime/client/held-files';
import type { HeldMessage } from '@/lib/realtime/client/state';
import { useHeldFiles } from './conversation-context';

/** So many new messages stay in the region; each is read out when it is added, and none when one goes. */
const KEPT = 5;

type Props = { messages: readonly HeldMessage[]; lastSeq: number; hasAfter: boolean };

/** Reads new messages of others out once, author first. Pages that are loaded are not news. */
export function Announcer({ messages, lastSeq, hasAfter }: Props) {
  const t = useTranslations('chat.log');
  const files = useHeldFiles();
  const said = useSaid();
  const [knownUpTo, setKnownUpTo] = useVisitState(() => lastSeq);
  // What comes while one looks back is counted on screen; on the way to the end it is met as any older message.
  if (hasAfter && knownUpTo !== lastSeq) setKnownUpTo(lastSeq);
  const me = useMe();
  const users = useUsers();
  const news = messages.slice(-KEPT).flatMap((message) => {
    if ('unreadable' in message || message.deleted || message.seq <= knownUpTo || message.authorId === me.id)
      return [];
    // What is attached is known in a moment; a line that changed would be read out twice.
    if (namedFiles(message).some((id) => !Object.hasOwn(files, id))) return [];
    return [
      {
        id: message.id,
        name: users[message.authorId]?.name || t('formerMember'),
        text: said(message, files),
      },
    ];
  });
  return (
    <div aria-live="polite" aria-label={t('announcements')} role="status" className="sr-only">
      {news.map(({ id, name, text }) => (
        <p key={id}>{t('announce', { name, text })}</p>
      ))}
    </div>
  );
}
