import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { endOtherSessions } from '@/lib/sessions/commands';
import { listSessions } from '@/lib/sessions/queries';

export const GET = route({}, async ({ viewer }) => json({ sessions: await listSessions(viewer) }));

/** All devices but this one. */
export const DELETE = route({}, async ({ viewer }) => {
  await endOtherSessions(viewer);
  return new Response(null, { status: 204 });
});
