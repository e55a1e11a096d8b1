'use client';
import { useEffect, useState } from 'react';
import { useChatActions } from '@/components/realtime/use-chat';
import { useRoomId } from './room-files-context';
import { filePath, type KnownFile } from './shown-file';

/** Without a thumbnail a picture of at most so many bytes is loaded itself; a heavier one waits until it is asked for. */
const WHOLE_MAX = 2_000_000;
/** An address that runs out sooner than this, in milliseconds, may have done so when the store is asked. */
const MARGIN_MS = 60_000;

type Thumbnail = { url: string; expiresAt: string };

export type ShownPicture = {
  /** Null while there is nothing to load from. */
  src: string | null;
  isHere: boolean;
  /** Neither the thumbnail nor the picture itself could be loaded. */
  isBroken: boolean;
  onLoad: () => void;
  onError: () => void;
};

/**
 * What a picture is shown by. What is on screen stays, whatever other address the picture has by then: after it was sent
 * from this device, after its address was renewed. One that has run out is renewed before it is tried.
 */
export function useThumbnail(shown: KnownFile): ShownPicture {
  const roomId = useRoomId();
  const { renewFiles } = useChatActions();
  const [here, setHere] = useState<string | null>(null);
  const [failed, setFailed] = useState<readonly string[]>([]);
  const thumbnail = shown.from === 'store' ? shown.file.thumbnail : null;
  // The card itself, not its address: what is answered may be the same one again, when this device's clock is wrong.
  const [over, setOver] = useState(() => (thumbnail && isOver(thumbnail) ? thumbnail : null));
  const isRenewing = over !== null && thumbnail === over;
  const { id } = shown.file;
  useEffect(() => {
    if (isRenewing) renewFiles(roomId, [id]);
  }, [isRenewing, renewFiles, roomId, id]);

  const sources = isRenewing ? [] : sourcesOf(shown);
  const src = here ?? sources.find((source) => !failed.includes(source)) ?? null;
  return {
    src,
    isHere: here !== null,
    isBroken: src === null && sources.length > 0,
    onLoad: () => setHere(src),
    onError: () => {
      if (src === null) return;
      setHere(null);
      setFailed([...failed, src]);
      if (thumbnail?.url === src && isOver(thumbnail)) setOver(thumbnail);
    },
  };
}

function sourcesOf(shown: KnownFile): string[] {
  if (shown.from === 'device') return shown.file.picture === null ? [] : [shown.file.picture];
  const { id, thumbnail, size } = shown.file;
  if (thumbnail) return [thumbnail.url, filePath(id)];
  return size <= WHOLE_MAX ? [filePath(id)] : [];
}

function isOver({ expiresAt }: Thumbnail): boolean {
  return Date.parse(expiresAt) - MARGIN_MS < Date.now();
}
