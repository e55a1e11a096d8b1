'use client';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense, useId, useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useLoad } from '@/components/ui/use-load';
import type { Entry } from '@/lib/rooms/contract';
import { canAddMembers } from '@/lib/rooms/policy';
import { AddMembersDialog } from './add-members-dialog';
import { fetchMembers, MemberList } from './member-list';

/** Who is here, and for whoever may the way to bring in others. */
export function RoomMembers({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.members');
  const me = useMe();
  const [isAdding, setAdding] = useState(false);
  const titleId = useId();
  const [loading, reload] = useLoad(() => fetchMembers(entry.roomId));
  return (
    <section aria-labelledby={titleId} className="flex-1 px-2.5 py-3">
      <h3 id={titleId} className="px-2.5 py-1.5 font-medium text-sm">
        {t('title')}
      </h3>
      {entry.archivedAt === null && canAddMembers(me, entry) && (
        <>
          <Button variant="ghost" className="w-full justify-start" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t('add')}
          </Button>
          <AddMembersDialog entry={entry} open={isAdding} onOpenChange={setAdding} />
        </>
      )}
      <Suspense fallback={<ListSkeleton />}>
        <MemberList entry={entry} loading={loading} reload={reload} />
      </Suspense>
    </section>
  );
}

function ListSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" className="flex flex-col gap-3 p-2.5">
      <span className="sr-only">{t('loading')}</span>
      {['w-3/5', 'w-2/5', 'w-1/2'].map((width) => (
        <div key={width} className="flex items-center gap-3">
          <Skeleton className="size-7" />
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </div>
  );
}
