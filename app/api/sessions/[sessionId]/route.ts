import { z } from 'zod';
import { signingOut } from '@/lib/auth/session-cookie';
import { notFound } from '@/lib/errors';
import { route } from '@/lib/http/route';
import { endSession } from '@/lib/sessions/commands';

const params = z.object({ sessionId: z.uuid() });

/** One device; this one too, which is signing out. */
export const DELETE = route({ params }, async ({ viewer, params }) => {
  if (!(await endSession(viewer, params.sessionId))) throw notFound();
  const response = new Response(null, { status: 204 });
  return params.sessionId === viewer.sessionId ? signingOut(response) : response;
});
