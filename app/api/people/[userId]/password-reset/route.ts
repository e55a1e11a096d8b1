import { z } from 'zod';
import { resetLinkLimit } from '@/lib/auth/limits';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { createPasswordReset } from '@/lib/users/password-resets';

const params = z.object({ userId: z.uuid() });

export const POST = route({ params, limits: [resetLinkLimit] }, async ({ viewer, params }) =>
  json({ passwordReset: await createPasswordReset(viewer, params.userId) }, 201),
);
