import { z } from 'zod';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { changeMembershipInput } from '@/lib/rooms/contract';
import { changeMembership, joinRoom, leaveRoom } from '@/lib/rooms/own-membership';
import { requireEntry } from '@/lib/rooms/queries';

const params = z.object({ roomId: z.uuid() });

export const PUT = route({ params }, async ({ viewer, params }) => {
  await joinRoom(viewer, params.roomId);
  return json(await requireEntry(viewer, params.roomId));
});

export const PATCH = route({ params, body: changeMembershipInput }, async ({ viewer, params, body }) => {
  await changeMembership(viewer, params.roomId, body);
  return json(await requireEntry(viewer, params.roomId));
});

export const DELETE = route({ params }, async ({ viewer, params }) => {
  await leaveRoom(viewer, params.roomId);
  return new Response(null, { status: 204 });
});
