import { z } from 'zod';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { requireChanges } from '@/lib/realtime/catch-up';
import { changesQuery } from '@/lib/realtime/contract';

const params = z.object({ roomId: z.uuid() });

export const GET = route({ params, query: changesQuery }, async ({ viewer, params, query }) =>
  json(await requireChanges(viewer, params.roomId, query.after)),
);
