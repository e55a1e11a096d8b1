'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMe, useRoom, useUsers } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { TextField } from '@/components/ui/text-field';
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
  const members = sortMembers(data.members, changed, users);
  return <Found entry={entry} members={members} users={users} />;
}

/** From so many on a list is looked through by name rather than by eye. */
const SEARCH_FROM = 12;
/** Rows at first, and with each further step: every row brings a menu. */
const STEP = 50;

function Found({ entry, members, users }: { entry: Entry; members: Member[]; users: UserCards }) {
  const t = useTranslations('chat.members');
  const me = useMe();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(STEP);
  const wanted = query.trim().toLocaleLowerCase();
  const found = members.filter(
    ({ userId }) => users[userId]?.name.toLocaleLowerCase().includes(wanted) ?? wanted === '',
  );
  return (
    <>
      {members.length >= SEARCH_FROM && (
        <TextField
          type="search"
          label={t('find')}
          hideLabel
          placeholder={t('findAmong', { count: members.length })}
          autoComplete="off"
          maxLength={100}
          onChange={(event) => setQuery(event.target.value)}
          fieldClassName="mx-2.5 my-2"
        />
      )}
      <ul>
        {found.slice(0, shown).map((member) => (
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
      {found.length === 0 && (
        <p role="status" className="px-2.5 py-3 text-ink-muted text-sm">
          {t('nobody', { query: query.trim() })}
        </p>
      )}
      {found.length > shown && (
        <Button variant="ghost" className="mt-1 w-full" onClick={() => setShown(shown + STEP)}>
          {t('moreOf', { count: found.length - shown })}
        </Button>
      )}
    </>
  );
}
