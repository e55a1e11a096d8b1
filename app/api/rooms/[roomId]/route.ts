import { z } from 'zod';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { changeRoom, deleteRoom } from '@/lib/rooms/change-room';
import { changeRoomInput } from '@/lib/rooms/contract';
import { findRoom } from '@/lib/rooms/queries';

const params = z.object({ roomId: z.uuid() });

export const GET = route({ params }, async ({ viewer, params }) => {
  return json({ room: await findRoom(viewer, params.roomId) });
});

export const PATCH = route({ params, body: changeRoomInput }, async ({ viewer, params, body }) => {
  await changeRoom(viewer, params.roomId, body);
  return json({ room: await findRoom(viewer, params.roomId) });
});

export const DELETE = route({ params }, async ({ viewer, params }) => {
  await deleteRoom(viewer, params.roomId);
  return new Response(null, { status: 204 });
});
