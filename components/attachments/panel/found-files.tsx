'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useEntry, useRoom } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import type { FilesPage } from '@/lib/attachments/contract';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { currentFiles } from './current-files';
import type { ShownKind } from './file-kinds';
import { FoundRow } from './found-row';
import { readFiles } from './read-files';

type Props = {
  roomId: string;
  kind: ShownKind;
  first: FilesPage;
  /** Asks for the first page anew. */
  reload: () => void;
  onGoTo: (messageId: string) => void;
  /** Where there is nothing to show. */
  empty: ReactNode;
};

/** The pages that were asked for, kept current by what the stream says of the messages that are held. */
export function FoundFiles({ roomId, kind, first, reload, onGoTo, empty }: Props) {
  const t = useTranslations('files.panel');
  const errorText = useErrorText();
  const toast = useToast();
  const room = useRoom(roomId);
  const isOld = useHasMoved(roomId) && room.hasAfter;
  const [pages, setPages] = useState([first]);
  const [isLoading, setLoading] = useState(false);
  const files = currentFiles(
    pages.flatMap((page) => page.files),
    room,
    kind === 'all' ? null : kind,
  );
  const last = pages.at(-1);
  const more = async () => {
    setLoading(true);
    try {
      const next = await readFiles(roomId, { kind, before: last?.files.at(-1)?.seq });
      setPages([...pages, next]);
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
    } finally {
      setLoading(false);
    }
  };
  const list = files.map(({ attachment, ...place }) => ({ file: attachment, ...place }));
  return (
    <>
      {isOld && (
        <Button variant="ghost" className="mb-1 w-full" onClick={reload}>
          {t('newer')}
        </Button>
      )}
      {files.length === 0 && !last?.hasBefore && empty}
      <ul>
        {list.map((placed) => (
          <li key={placed.file.id}>
            <FoundRow placed={placed} list={list} onGoTo={() => onGoTo(placed.messageId)} />
          </li>
        ))}
      </ul>
      {last?.hasBefore && (
        <Button variant="ghost" className="mt-1 w-full" pending={isLoading} onClick={() => void more()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}

/** Whether something was said since the list was asked for: where the room's end is not held, nobody knows what. */
function useHasMoved(roomId: string): boolean {
  const lastSeq = useEntry(roomId)?.lastSeq ?? 0;
  const [asOf] = useState(lastSeq);
  return lastSeq > asOf;
}
