import { changeProfile } from '@/lib/accounts/change-profile';
import { deleteAccount } from '@/lib/accounts/delete-account';
import { changeLimit } from '@/lib/auth/limits';
import { signingOut } from '@/lib/auth/session-cookie';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { changeMeInput, deleteMeInput } from '@/lib/users/contract';
import { requireMe } from '@/lib/users/queries';

export const GET = route({}, async ({ viewer }) => json({ me: await requireMe(viewer) }));

export const PATCH = route({ body: changeMeInput, limits: [changeLimit] }, async ({ viewer, body }) => {
  await changeProfile(viewer, body);
  return json({ me: await requireMe(viewer) });
});

export const DELETE = route({ body: deleteMeInput }, async ({ viewer, body }) => {
  await deleteAccount(viewer, body.password);
  return signingOut(new Response(null, { status: 204 }));
});
