import { z } from 'zod';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { readMarkerInput } from '@/lib/rooms/contract';
import { moveReadMarker } from '@/lib/rooms/read-marker';

const params = z.object({ roomId: z.uuid() });

export const PUT = route({ params, body: readMarkerInput }, async ({ viewer, params, body }) => {
  return json(await moveReadMarker(viewer, params.roomId, body));
});
