import 'server-only';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { removeLoose } from './clean-up';
import { findOwn } from './own-upload';

/**
 * Takes away a file that its author uploaded, or began to, and did not send. Its room is given back when its signed
 * address cannot be used any more. Throws `not_found`, `conflict` (`attachment_sent`: delete the message instead;
 * `attachment_in_use`: it stands for its author).
 */
export async function removeUpload(viewer: Viewer, id: string): Promise<void> {
  const row = await findOwn(viewer, id);
  if (!row) throw notFound();
  if (row.avatarOf !== null)
    throw new AppError('conflict', 'This picture stands for you.', { reason: 'attachment_in_use' });
  if (row.messageId !== null || !(await removeLoose(id)))
    throw new AppError('conflict', 'This file was sent.', { reason: 'attachment_sent' });
}
