import { signingIn, userAgentOf } from '@/lib/auth/session-cookie';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { changePassword } from '@/lib/users/change-me';
import { changePasswordInput } from '@/lib/users/contract';
import { requireMe } from '@/lib/users/queries';

export const PUT = route({ body: changePasswordInput }, async ({ request, viewer, body }) => {
  const claims = await changePassword(viewer, body, userAgentOf(request));
  return signingIn(json({ me: await requireMe(claims) }), claims);
});
