import 'server-only';
import { cache } from 'react';
import type { Viewer } from '@/lib/auth/viewer';
import { steadily } from '@/lib/http/steadily';
import { listEntries } from '@/lib/rooms/queries';
import { findWorkspace } from '@/lib/workspace/queries';

/**
 * What every chat screen begins with, read once per request. A room's page awaits it before it reads messages: the
 * entries' cursors must not be newer than the page, or what lies between would never be asked for.
 */
export const readChatStart = cache(async (viewer: Viewer) => {
  const [entries, workspace] = await steadily(() => Promise.all([listEntries(viewer), findWorkspace()]));
  // A session is older than no workspace.
  if (!workspace) throw new Error('There is a session but no workspace.');
  const { me, rooms, users, rev, epoch } = entries;
  return { me, workspace, entries: { rooms, users, rev, epoch } };
});
