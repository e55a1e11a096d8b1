import { z } from 'zod';
import { linkLimit } from '@/lib/auth/limits';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { revokeInvite } from '@/lib/invites/commands';
import { requireInvitation } from '@/lib/invites/queries';

const params = z.object({ token: z.string().max(200) });

export const GET = route({ access: 'anyone', params, limits: [linkLimit] }, async ({ params }) =>
  json({ invitation: await requireInvitation(params.token) }),
);

/** By the token, or by the id that the list shows. */
export const DELETE = route({ params }, async ({ viewer, params }) => {
  await revokeInvite(viewer, params.token);
  return new Response(null, { status: 204 });
});
