import { createAccount } from '@/lib/accounts/create-account';
import { signUpLimit } from '@/lib/auth/limits';
import { signingIn, userAgentOf } from '@/lib/auth/session-cookie';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { createAccountInput } from '@/lib/users/contract';
import { requireMe } from '@/lib/users/queries';

export const POST = route(
  { access: 'anyone', body: createAccountInput, limits: [signUpLimit] },
  async ({ request, body }) => {
    const claims = await createAccount(body, userAgentOf(request));
    return signingIn(json({ me: await requireMe(claims) }, 201), claims);
  },
);
