import { z } from 'zod';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { putMemberInput } from '@/lib/rooms/contract';
import { putMember, removeMember } from '@/lib/rooms/members';
import { requireMember } from '@/lib/rooms/queries';

const params = z.object({ roomId: z.uuid(), userId: z.uuid() });

export const PUT = route({ params, body: putMemberInput }, async ({ viewer, params, body }) => {
  const { added } = await putMember(viewer, { ...params, ...body });
  return json(await requireMember(viewer, params), added ? 201 : 200);
});

export const DELETE = route({ params }, async ({ viewer, params }) => {
  await removeMember(viewer, params);
  return new Response(null, { status: 204 });
});
