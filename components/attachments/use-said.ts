'use client';
import { useTranslations } from 'next-intl';
import { type AttachmentKind, attachmentKinds } from '@/lib/attachments/policy';
import type { HeldFiles } from '@/lib/realtime/client/state';

/** What a message says, in one line: its text and what is attached. "Look at this, 2 pictures". */
export function useSaid(): (
  message: { body: string; attachmentIds?: readonly string[] | undefined },
  files: HeldFiles,
) => string {
  const t = useTranslations('files.summary');
  return ({ body, attachmentIds = [] }, files) => {
    const kinds = attachmentIds.map((id) => kindOf(files, id));
    const counts = attachmentKinds.map((kind) => ({
      kind,
      count: kinds.filter((one) => one === kind).length,
    }));
    const attached = counts.flatMap(({ kind, count }) => (count > 0 ? [t(kind, { count })] : []));
    return [...(body === '' ? [] : [body]), ...attached].join(', ');
  };
}

function kindOf(files: HeldFiles, id: string): AttachmentKind {
  const file = files[id];
  return file && 'kind' in file ? file.kind : 'file';
}
