import { z } from 'zod';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { listMembersQuery } from '@/lib/rooms/contract';
import { requireMembership } from '@/lib/rooms/membership';
import { listMembers } from '@/lib/rooms/queries';

const params = z.object({ roomId: z.uuid() });

export const GET = route({ params, query: listMembersQuery }, async ({ viewer, params, query }) => {
  const membership = await requireMembership(viewer, params.roomId);
  return json(await listMembers(membership, query.after));
});
