import { z } from 'zod';
import { filesQuery } from '@/lib/attachments/contract';
import { findAttachments } from '@/lib/attachments/queries';
import { listFiles } from '@/lib/attachments/room-files';
import { hostOf } from '@/lib/http/host';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { requireMembership } from '@/lib/rooms/membership';

const params = z.object({ roomId: z.uuid() });

export const GET = route({ params, query: filesQuery }, async ({ request, viewer, params, query }) => {
  const membership = await requireMembership(viewer, params.roomId);
  if (query.ids) return json({ attachments: await findAttachments(membership, query.ids, hostOf(request)) });
  return json(await listFiles(membership, query, hostOf(request)));
});
