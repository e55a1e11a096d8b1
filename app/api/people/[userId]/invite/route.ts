import { z } from 'zod';
import { inviteLimit } from '@/lib/auth/limits';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { createClaimInput } from '@/lib/invites/contract';
import { inviteToClaim } from '@/lib/invites/invite-to-claim';

const params = z.object({ userId: z.uuid() });

/** For an imported person: whoever follows the link becomes them. */
export const POST = route(
  { params, body: createClaimInput, limits: [inviteLimit] },
  async ({ viewer, params, body }) => json({ invite: await inviteToClaim(viewer, params.userId, body) }, 201),
);
