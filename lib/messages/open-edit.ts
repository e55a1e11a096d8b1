import { z } from 'zod';

const openEdit = z.object({ messageId: z.string(), version: z.number(), text: z.string() });
/** What somebody is making of a message, and the version of it that they saw. */
export type OpenEdit = z.infer<typeof openEdit>;

/** The key of a room's open edit among the drafts: one at a time. */
export const openEditKey = (roomId: string) => `edit:${roomId}`;

export const writeOpenEdit = (edit: OpenEdit) => JSON.stringify(edit);

/** Null for none, and for what another version has written that this one cannot read. */
export function readOpenEdit(stored: string): OpenEdit | null {
  if (stored === '') return null;
  try {
    return openEdit.parse(JSON.parse(stored));
  } catch {
    return null;
  }
}
