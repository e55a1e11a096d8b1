'use client';
import { NotebookPen, UsersRound } from 'lucide-react';
import { useMe, useUser } from '@/components/realtime/use-chat';
import { Avatar } from '@/components/ui/avatar';
import type { Entry } from '@/lib/rooms/contract';

const groundClass =
  'inline-flex size-5 shrink-0 items-center justify-center rounded-sm bg-pressed text-ink-muted';

/** The other person's picture in front of a direct conversation; a sign for groups and for notes to oneself. */
export function DirectAvatar({ entry }: { entry: Pick<Entry, 'memberIds'> }) {
  const me = useMe();
  const others = (entry.memberIds ?? []).filter((id) => id !== me.id);
  const [only, another] = others;
  if (only === undefined)
    return (
      <span aria-hidden className={groundClass}>
        <NotebookPen className="size-3.5" />
      </span>
    );
  if (another !== undefined)
    return (
      <span aria-hidden className={groundClass}>
        <UsersRound className="size-3.5" />
      </span>
    );
  return <PersonAvatar userId={only} />;
}

function PersonAvatar({ userId }: { userId: string }) {
  return <Avatar id={userId} user={useUser(userId)} size="xs" />;
}
