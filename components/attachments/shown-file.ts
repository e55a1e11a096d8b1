import type { LocalFile } from '@/lib/attachments/client/local-file';
import type { Attachment } from '@/lib/attachments/contract';
import { isInline } from '@/lib/attachments/policy';
import type { HeldFiles } from '@/lib/realtime/client/state';

/** A file of a message: stored, still on its way from this device, or not known here. */
export type ShownFile =
  | { from: 'store'; file: Attachment }
  | { from: 'device'; file: LocalFile }
  | { from: 'nowhere'; id: string; why: 'loading' | 'unreadable' | 'absent' };

/** One that there is something to say of. */
export type KnownFile = Exclude<ShownFile, { from: 'nowhere' }>;

/** What a message's ids mean, in their order. */
export function storedFiles(ids: readonly string[], held: HeldFiles): ShownFile[] {
  return ids.map((id) => {
    const file = held[id];
    if (!file) return { from: 'nowhere', id, why: 'loading' };
    return 'missing' in file ? { from: 'nowhere', id, why: file.missing } : { from: 'store', file };
  });
}

export function localFiles(files: readonly LocalFile[]): ShownFile[] {
  return files.map((file) => ({ from: 'device', file }));
}

/** How it is shown. Of what is not here yet a picture is the likeliest, and has its place already. */
export function looksLike(shown: ShownFile): 'picture' | 'video' | 'audio' | 'row' {
  if (shown.from === 'nowhere') return shown.why === 'loading' ? 'picture' : 'row';
  const { kind, type } = shown.file;
  if (!isInline(type)) return 'row';
  if (kind === 'image') return 'picture';
  // What is not there yet cannot be played.
  return shown.from === 'store' && (kind === 'video' || kind === 'audio') ? kind : 'row';
}

/** Where a file's bytes are, for whoever may read them; made anew with each request. */
export function filePath(id: string, { download = false } = {}): string {
  return `/api/attachments/${id}${download ? '?download=1' : ''}`;
}
