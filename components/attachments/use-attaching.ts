'use client';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, useEffect, useEffectEvent, useState } from 'react';
import { useChatActions } from '@/components/realtime/use-chat';
import { useTray } from '@/components/realtime/use-files';
import { useToast } from '@/components/ui/toast';
import type { RefusedFile } from '@/lib/attachments/client/choosing';
import { droppedFiles, isNameless, pastedFiles } from '@/lib/attachments/client/given-files';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import { useErrorText, useFieldText } from '@/lib/i18n/use-error-text';
import { watchDrag } from './drag-watch';

/** So many refusals are told one by one. */
const TOLD_MAX = 3;

export type Attaching = {
  tray: readonly LocalFile[];
  /** Chosen files are not in the tray yet: what takes them is still being fetched. */
  isAdding: boolean;
  /** Calls `onAdded` once all of them are: whoever is quick must not send the text without them. */
  awaitAdded: () => void;
  /** Files hang over the window. */
  isOver: boolean;
  choose: (files: readonly File[]) => void;
  onPaste: (event: ClipboardEvent) => void;
};

/** The files that go with what is being written in a room: picked, pasted, or dropped anywhere on the window. */
export function useAttaching(roomId: string, onAdded: () => void): Attaching {
  const t = useTranslations('uploads');
  const { addFiles } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  const tellRefused = useTellRefused();
  const tray = useTray(roomId);
  const [isOver, setOver] = useState(false);
  const [adding, setAdding] = useState(0);
  const [isAwaited, setAwaited] = useState(false);

  const choose = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setAdding((count) => count + 1);
    try {
      const refused = await addFiles(roomId, files, tray.length);
      tellRefused(refused);
      if (refused.length > 0) setAwaited(false);
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
      setAwaited(false);
    } finally {
      setAdding((count) => count - 1);
    }
  };
  const added = useEffectEvent(() => {
    setAwaited(false);
    onAdded();
  });
  useEffect(() => {
    if (isAwaited && adding === 0) added();
  }, [isAwaited, adding]);
  const drop = useEffectEvent((dropped: DataTransfer) => {
    const { files, folders } = droppedFiles(dropped);
    if (folders > 0) toast({ title: t('folders', { count: folders }), tone: 'danger' });
    void choose(files);
  });
  useEffect(() => watchDrag({ onOver: setOver, onDrop: (dropped) => drop(dropped) }), []);

  return {
    tray,
    isAdding: adding > 0,
    awaitAdded: () => setAwaited(true),
    isOver,
    choose: (files) => void choose(files),
    onPaste(event) {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      const name = t('pasted', { at: stampOf(new Date()) });
      void choose(files.map((file) => (isNameless(file) ? named(file, name) : file)));
    },
  };
}

/** `2026-11-21 05.59.12`, where the person is: fit for a file's name anywhere. */
function stampOf(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
}

function named(file: File, name: string): File {
  const ending = file.name.slice(file.name.lastIndexOf('.'));
  return new File([file], `${name}${ending}`, { type: file.type });
}

function useTellRefused(): (refused: readonly RefusedFile[]) => void {
  const t = useTranslations('uploads');
  const toast = useToast();
  const fieldText = useFieldText();
  return (refused) => {
    for (const { name, field, reason, limit } of refused.slice(0, TOLD_MAX)) {
      const description = fieldText(field, { reason, limit });
      toast({ title: t('refused', { name }), description, tone: 'danger' });
    }
    const others = refused.length - TOLD_MAX;
    if (others > 0) toast({ title: t('refusedMore', { count: others }), tone: 'danger' });
  };
}
