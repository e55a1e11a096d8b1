'use client';
import { useTranslations } from 'next-intl';
import { useMe, useRoom, useUsers } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { type Loaded, useLoaded } from '@/components/ui/use-load';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { type Entry, type Member, membersAnswer } from '@/lib/rooms/contract';
import { sortMembers } from '@/lib/rooms/member-order';
import type { UserCards } from '@/lib/users/contract';
import { MemberRow } from './member-row';

/** Pages asked for in one go; above that a list is no help. */
const PAGES_MAX = 5;

type Members = { members: Member[]; users: UserCards };

/** All members, page by page. */
export async function fetchMembers(roomId: string): Promise<Members> {
  const all: Members = { members: [], users: {} };
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const after = all.members.at(-1)?.userId;
    const answer = await call('GET', `/api/rooms/${roomId}/members`, {
      query: { after },
      answer: membersAnswer,
    });
    all.members.push(...answer.members);
    Object.assign(all.users, answer.users);
    if (!answer.hasMore) break;
  }
  return all;
}

type Props = { entry: Entry; loading: Promise<Loaded<Members>>; reload: () => void };

/** What was asked for when the panel opened, kept current by what the stream says about members. */
export function MemberList({ entry, loading, reload }: Props) {
  const t = useTranslations('chat.members');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const me = useMe();
  const known = useUsers();
  const { members: changed } = useRoom(entry.roomId);
  const { data, error } = useLoaded(loading);
  if (!data) {
    return (
      <Notice tone="danger">
        <p>
          {t('failed')}. {errorText(error)}
        </p>
        <Button size="sm" className="mt-2" onClick={reload}>
          {common('retry')}
        </Button>
      </Notice>
    );
  }
  const users = { ...data.users, ...known };
  return (
    <ul>
      {sortMembers(data.members, changed, users).map((member) => (
        <li key={member.userId}>
          <MemberRow
            entry={entry}
            member={member}
            user={users[member.userId]}
            isMe={member.userId === me.id}
          />
        </li>
      ))}
    </ul>
  );
}
