import { z } from 'zod';
import { linkLimit } from '@/lib/auth/limits';
import { signingIn, userAgentOf } from '@/lib/auth/session-cookie';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { choosePasswordInput } from '@/lib/users/contract';
import { choosePassword, requirePasswordReset } from '@/lib/users/password-resets';
import { requireMe } from '@/lib/users/queries';

const params = z.object({ token: z.string().max(200) });

export const GET = route({ access: 'anyone', params, limits: [linkLimit] }, async ({ params }) =>
  json({ passwordReset: await requirePasswordReset(params.token) }),
);

export const PUT = route(
  { access: 'anyone', params, body: choosePasswordInput, limits: [linkLimit] },
  async ({ request, params, body }) => {
    const claims = await choosePassword(params.token, {
      password: body.password,
      userAgent: userAgentOf(request),
    });
    return signingIn(json({ me: await requireMe(claims) }), claims);
  },
);
