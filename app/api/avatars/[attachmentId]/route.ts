import { z } from 'zod';
import { requireAvatar } from '@/lib/attachments/avatars';
import { AVATAR_SECONDS } from '@/lib/attachments/contract';
import { hostOf } from '@/lib/http/host';
import { route } from '@/lib/http/route';

const params = z.object({ attachmentId: z.uuid() });

export const GET = route({ params }, async ({ request, viewer, params }) => {
  const url = await requireAvatar(viewer, params.attachmentId, hostOf(request));
  return new Response(null, {
    status: 302,
    headers: {
      Location: url,
      // A screen shows the same faces again and again. For one browser and one session, as long as the address is good.
      'Cache-Control': `private, max-age=${AVATAR_SECONDS}`,
      Vary: 'Cookie, Authorization',
    },
  });
});
