import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/db/client';
import { attachments } from '@/db/schema/attachments';
import type { Viewer } from '@/lib/auth/viewer';
import type { AttachmentRow } from './cards';

/** A file that the viewer uploaded or began to; null for another's and for what the clean-up has decided on. */
export async function findOwn(viewer: Viewer, id: string): Promise<AttachmentRow | null> {
  const [row] = await db()
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.id, id),
        eq(attachments.authorId, viewer.userId),
        isNull(attachments.removedAt),
        isNull(attachments.deletedAt),
      ),
    );
  return row ?? null;
}
