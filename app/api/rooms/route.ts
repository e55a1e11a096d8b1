import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { createRoomInput, listRoomsQuery } from '@/lib/rooms/contract';
import { createRoom } from '@/lib/rooms/create-room';
import { browseRooms, listEntries, requireEntry } from '@/lib/rooms/queries';

export const GET = route({ query: listRoomsQuery }, async ({ viewer, query }) => {
  if (query.browse) return json(await browseRooms(viewer, query.q));
  const { rooms, users, rev, epoch } = await listEntries(viewer);
  return json({ rooms, users, rev, epoch });
});

const createRoomLimit = {
  name: 'create_room',
  points: 30,
  seconds: 600,
  by: 'person',
  store: 'memory',
} as const;

// 64 KB hold the thousand people that a room may begin with.
export const POST = route(
  { body: createRoomInput, maxBytes: 64 * 1024, limits: [createRoomLimit] },
  async ({ viewer, body }) => {
    const { roomId, created } = await createRoom(viewer, body);
    return json(await requireEntry(viewer, roomId), created ? 201 : 200);
  },
);
