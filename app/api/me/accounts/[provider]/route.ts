import { z } from 'zod';
import { unlinkAccount } from '@/lib/accounts/linked-accounts';
import { changeLimit } from '@/lib/auth/limits';
import { route } from '@/lib/http/route';

const params = z.object({ provider: z.string().max(40) });

export const DELETE = route({ params, limits: [changeLimit] }, async ({ viewer, params }) => {
  await unlinkAccount(viewer, params.provider);
  return new Response(null, { status: 204 });
});
