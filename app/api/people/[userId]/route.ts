import { z } from 'zod';
import { changeLimit } from '@/lib/auth/limits';
import { signingIn, userAgentOf } from '@/lib/auth/session-cookie';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { changePerson } from '@/lib/users/change-person';
import { changePersonInput } from '@/lib/users/contract';
import { requirePerson } from '@/lib/users/queries';

const params = z.object({ userId: z.uuid() });

export const PATCH = route(
  { params, body: changePersonInput, limits: [changeLimit] },
  async ({ request, viewer, params, body }) => {
    const session = await changePerson(viewer, params.userId, {
      input: body,
      userAgent: userAgentOf(request),
    });
    const response = json({ person: await requirePerson(viewer, params.userId) });
    return session ? signingIn(response, session) : response;
  },
);
