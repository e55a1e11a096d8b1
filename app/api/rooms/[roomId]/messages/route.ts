import { z } from 'zod';
import { hostOf } from '@/lib/http/host';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { pageQuery } from '@/lib/messages/contract';
import { readPage } from '@/lib/messages/queries';
import { requireMembership } from '@/lib/rooms/membership';

const params = z.object({ roomId: z.uuid() });

export const GET = route({ params, query: pageQuery }, async ({ request, viewer, params, query }) => {
  const membership = await requireMembership(viewer, params.roomId);
  return json(await readPage(membership, query, hostOf(request)));
});
