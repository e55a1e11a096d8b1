'use client';
import { UserPlus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense, useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { useLoad } from '@/components/ui/use-load';
import type { Entry } from '@/lib/rooms/contract';
import { canAddMembers } from '@/lib/rooms/policy';
import { AddMembersDialog } from './add-members-dialog';
import { fetchMembers, MemberList } from './member-list';

type Props = { entry: Entry; onClose: () => void };

/** Who is here. Beside the log on a wide screen, over it on a narrow one. */
export function MemberPanel({ entry, onClose }: Props) {
  const t = useTranslations('chat.members');
  const me = useMe();
  const [isAdding, setAdding] = useState(false);
  const [loading, reload] = useLoad(() => fetchMembers(entry.roomId));
  return (
    <aside
      aria-label={t('title')}
      className="flex w-72 shrink-0 flex-col border-line border-s bg-canvas max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-30 max-lg:shadow-popup max-sm:w-full"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className="flex min-h-14 shrink-0 items-center justify-between border-line border-b ps-4 pe-2.5">
        <h2 className="font-semibold">{t('title')}</h2>
        <IconButton label={t('close')} icon={<X />} tooltipSide="left" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        {entry.archivedAt === null && canAddMembers(me, entry) && (
          <Button variant="ghost" className="mb-1 w-full justify-start" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t('add')}
          </Button>
        )}
        <Suspense fallback={<ListSkeleton />}>
          <MemberList entry={entry} loading={loading} reload={reload} />
        </Suspense>
      </div>
      <AddMembersDialog entry={entry} open={isAdding} onOpenChange={setAdding} />
    </aside>
  );
}

function ListSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" className="flex flex-col gap-3 p-2">
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
