import 'server-only';
import { sql } from 'drizzle-orm';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { removeLoose } from './clean-up';
import { findOwn } from './own-upload';

/**
 * Takes away a file that its author uploaded, or began to, and did not send; its room is given back at once. Throws
 * `not_found`, `conflict` (`attachment_sent`: delete the message instead).
 */
export async function removeUpload(viewer: Viewer, id: string): Promise<void> {
  const row = await findOwn(viewer, id);
  if (!row) throw notFound();
  const { files } = row.messageId === null ? await removeLoose(sql`a.id = ${id}`) : { files: 0 };
  if (files === 0) throw new AppError('conflict', 'This file was sent.', { reason: 'attachment_sent' });
}
