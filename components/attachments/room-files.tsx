'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { useVisit, useVisitState } from '@/components/rooms/visit';
import { useOnceOpened } from '@/components/ui/dialog';
import { onDemand } from '@/components/ui/on-demand';
import { useSteady } from '@/components/ui/use-steady';
import type { Attachment } from '@/lib/attachments/contract';
import { namedFiles } from '@/lib/realtime/client/held-files';
import type { HeldFiles, HeldMessage } from '@/lib/realtime/client/state';
import { type PlacedFile, RoomFilesContext } from './room-files-context';

const viewer = onDemand(async () => (await import('./viewer/viewer')).Viewer);
const reader = onDemand(async () => (await import('./reader/reader')).Reader);

type Room = { messages: readonly HeldMessage[]; files: HeldFiles };
type Props = { roomId: string; room: Room; children: ReactNode };
/** `list` null: the pictures of the messages that are held. */
type Seen = { id: string; list: readonly PlacedFile[] | null };

/** Shows the files of a room in place, over the page: pictures one after the other, texts and PDFs by themselves. */
export function RoomFiles({ roomId, room, children }: Props) {
  const visit = useVisit();
  const [seen, setSeen] = useVisitState((): Seen | null => null);
  const [read, setRead] = useVisitState((): Attachment | null => null);
  const openAmong = useSteady((file: Attachment, list: readonly PlacedFile[] | null) =>
    file.kind === 'image' ? setSeen({ id: file.id, list }) : setRead(file),
  );
  const shared = useMemo(
    () => ({ roomId, open: (file: Attachment) => openAmong(file, null), openAmong }),
    [roomId, openAmong],
  );
  return (
    <RoomFilesContext value={shared}>
      {children}
      <OnceViewed key={`seen${visit}`} {...{ roomId, room, seen, setSeen }} />
      <OnceRead key={`read${visit}`} file={read} onClose={() => setRead(null)} />
    </RoomFilesContext>
  );
}

type ViewedProps = Pick<Props, 'roomId' | 'room'> & {
  seen: Seen | null;
  setSeen: (seen: Seen | null) => void;
};

function OnceViewed({ roomId, room, seen, setSeen }: ViewedProps) {
  const [last, setLast] = useState(seen);
  if (seen && seen !== last) setLast(seen);
  const wasOpened = useOnceOpened(seen !== null);
  const Viewer = viewer.useWhen(seen !== null);
  if (!Viewer || !wasOpened || !last) return null;
  const { id, list } = last;
  const pictures = list ? withoutDeleted(list, room.messages) : placedPictures(room);
  return (
    <Viewer
      {...{ roomId, pictures, at: id }}
      open={seen !== null}
      onMove={(next) => setSeen({ id: next, list })}
      onClose={() => setSeen(null)}
    />
  );
}

function OnceRead({ file, onClose }: { file: Attachment | null; onClose: () => void }) {
  const [last, setLast] = useState(file);
  if (file && file !== last) setLast(file);
  const Reader = reader.useWhen(file !== null);
  return Reader && last && <Reader key={last.id} file={last} open={file !== null} onClose={onClose} />;
}

/** The pictures of the messages that are held, in their order. */
function placedPictures({ messages, files }: Room): PlacedFile[] {
  return messages.flatMap((message) =>
    namedFiles(message).flatMap((id) => {
      const file = files[id];
      if (!file || 'missing' in file || file.kind !== 'image') return [];
      return [{ file, messageId: message.id, authorId: message.authorId, sentAt: message.createdAt }];
    }),
  );
}

function withoutDeleted(list: readonly PlacedFile[], messages: readonly HeldMessage[]): PlacedFile[] {
  const deleted = new Set(messages.flatMap((row) => ('deleted' in row && row.deleted ? [row.id] : [])));
  return list.filter(({ messageId }) => !deleted.has(messageId));
}
