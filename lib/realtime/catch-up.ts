import 'server-only';
import type { Viewer } from '@/lib/auth/viewer';
import { notFound } from '@/lib/errors';
import { readChanges } from '@/lib/realtime/changes';
import type { ChangesAnswer } from '@/lib/realtime/contract';
import { isUseless } from '@/lib/realtime/reads';
import { requireEntry } from '@/lib/rooms/queries';

/** What the viewer missed in a room above `after`, or that starting anew is shorter. Throws `not_found`. */
export async function requireChanges(viewer: Viewer, roomId: string, after: number): Promise<ChangesAnswer> {
  const [news] = await readChanges([{ roomId, rev: after, memberIds: [viewer.userId] }]);
  if (!news) throw notFound();
  if (!isUseless(news)) return { ...news.changes, epoch: news.epoch };
  const { entry } = await requireEntry(viewer, roomId);
  return { reset: true, entry, epoch: news.epoch };
}
