'use client';
import { Clock3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useChatActions } from '@/components/realtime/use-chat';
import { useLocalFiles } from '@/components/realtime/use-files';
import { Button } from '@/components/ui/button';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import { useFileTrouble } from './use-file-trouble';

/** Under a message whose files are on their way: nothing of it is sent yet, so it can still be taken back. */
export function UploadingNote({ message }: { message: PendingMessage }) {
  const t = useTranslations('uploads');
  const { discard } = useChatActions();
  return (
    <div className="mt-0.5">
      <PendingTrouble fileIds={message.fileIds} />
      <p className="flex flex-wrap items-center gap-1.5 text-ink-muted text-xs">
        <Clock3 aria-hidden className="size-3.5" />
        {t('waitsForFiles')}
        <Button size="sm" variant="ghost" onClick={() => discard(message.id)}>
          {t('discard')}
        </Button>
      </p>
    </div>
  );
}

/** What stands in the way of the message's files, if anything. */
export function PendingTrouble({ fileIds = [] }: { fileIds: readonly string[] | undefined }) {
  const file = useLocalFiles(fileIds).find(({ error, state }) => error !== null || state === 'lost');
  return file ? <Trouble file={file} /> : null;
}

function Trouble({ file }: { file: LocalFile }) {
  const trouble = useFileTrouble(file);
  return <p className="text-danger-ink text-sm">{`${file.name}: ${trouble}`}</p>;
}
