import { inviteLimit } from '@/lib/auth/limits';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { createInvite } from '@/lib/invites/commands';
import { createInviteInput } from '@/lib/invites/contract';
import { listInvites } from '@/lib/invites/queries';

export const GET = route({}, async ({ viewer }) => json(await listInvites(viewer)));

export const POST = route({ body: createInviteInput, limits: [inviteLimit] }, async ({ viewer, body }) =>
  json({ invite: await createInvite(viewer, body) }, 201),
);
