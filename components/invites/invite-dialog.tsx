'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { useEntries, useMe } from '@/components/realtime/use-chat';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { useLoad } from '@/components/ui/use-load';
import { call } from '@/lib/http/api';
import { invitesAnswer } from '@/lib/invites/contract';
import { CreateInvite } from './create-invite';
import { InviteList } from './invite-list';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The room the link should lead to, when one asks from inside a room. */
  roomId?: string;
};

/** Asks people in: makes a link, and shows the ones that are out there. Guests have no use for it. */
export function InviteDialog({ open, onOpenChange, roomId }: Props) {
  const t = useTranslations('invites');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={t('title')}
      description={t('description')}
    >
      <InvitePanel roomId={roomId} />
    </Dialog>
  );
}

/** The inside; mounted with the dialog, so the list is as fresh as its opening. */
function InvitePanel({ roomId }: { roomId: string | undefined }) {
  const t = useTranslations('invites');
  const me = useMe();
  const rooms = useEntries()
    .filter(({ kind, archivedAt }) => (kind === 'public' || kind === 'private') && archivedAt === null)
    .map((entry) => ({ id: entry.roomId, name: entry.name }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const [loading, load] = useLoad(() => call('GET', '/api/invites', { answer: invitesAnswer }));
  const router = useRouter();
  const listsInvites = usePathname() === '/people/invites';
  const reload = () => {
    load();
    // The page below lists them too.
    if (listsInvites) router.refresh();
  };
  return (
    <>
      <CreateInvite
        mayInviteAdmins={me.role === 'owner' || me.role === 'admin'}
        rooms={rooms}
        roomId={roomId}
        onMade={reload}
      />
      <section className="mt-6 border-line border-t pt-4">
        <h3 className="mb-1 font-medium text-sm">{t('active')}</h3>
        <Suspense fallback={<InviteListSkeleton />}>
          <InviteList loading={loading} onChange={reload} />
        </Suspense>
      </section>
    </>
  );
}

function InviteListSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" className="flex flex-col gap-3 py-2">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-2/5" />
    </div>
  );
}
