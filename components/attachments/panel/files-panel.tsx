'use client';
import { FolderOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense, useState } from 'react';
import { useConnection } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { RowsSkeleton } from '@/components/ui/rows-skeleton';
import { type Loaded, useLoad, useLoaded } from '@/components/ui/use-load';
import type { FilesPage } from '@/lib/attachments/contract';
import { FileKinds, type ShownKind } from './file-kinds';
import { FoundFiles } from './found-files';
import { readFiles } from './read-files';

type Props = {
  roomId: string;
  /** Goes to the message, which the panel may lie over. */
  onGoTo: (messageId: string) => void;
};

/** What was sent in a room, newest first: all of it, or one kind. */
export function FilesPanel({ roomId, onGoTo }: Props) {
  const [kind, setKind] = useState<ShownKind>('all');
  return (
    <>
      <FileKinds kind={kind} onChange={setKind} />
      <div className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-4">
        {/* Each kind begins anew, at its newest. */}
        <FilesOfKind key={kind} {...{ roomId, kind, onGoTo }} />
      </div>
    </>
  );
}

function FilesOfKind({ roomId, kind, onGoTo }: Props & { kind: ShownKind }) {
  const [loading, reload] = useLoad(() => readFiles(roomId, { kind }));
  const [round, setRound] = useState(0);
  const again = () => {
    setRound(round + 1);
    reload();
  };
  return (
    <Suspense fallback={<Waiting />}>
      <FirstPage key={round} {...{ roomId, kind, loading, onGoTo }} reload={again} />
    </Suspense>
  );
}

function Waiting() {
  return (
    <div className="px-2.5">
      <RowsSkeleton rows={6} />
    </div>
  );
}

type FirstProps = Props & { kind: ShownKind; loading: Promise<Loaded<FilesPage>>; reload: () => void };

function FirstPage({ roomId, kind, loading, reload, onGoTo }: FirstProps) {
  const t = useTranslations('files.panel');
  const common = useTranslations('common');
  const isOffline = useConnection().status === 'offline';
  const { data } = useLoaded(loading);
  if (!data)
    return (
      <ErrorState title={t('failed')} level={2} action={<Button onClick={reload}>{common('retry')}</Button>}>
        {isOffline ? t('offline') : null}
      </ErrorState>
    );
  const empty = (
    <EmptyState icon={<FolderOpen />} title={t(kind === 'all' ? 'empty' : 'emptyKind')}>
      {t(kind === 'all' ? 'emptyText' : 'emptyKindText')}
    </EmptyState>
  );
  return <FoundFiles {...{ roomId, kind, reload, onGoTo, empty }} first={data} />;
}
