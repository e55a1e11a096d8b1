import { z } from 'zod';
import { confirmUpload } from '@/lib/attachments/confirm-upload';
import { downloadQuery } from '@/lib/attachments/contract';
import { requireDownload } from '@/lib/attachments/queries';
import { removeUpload } from '@/lib/attachments/remove-upload';
import { hostOf, pageOf } from '@/lib/http/host';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';

const params = z.object({ attachmentId: z.uuid() });

/** The store is asked up to four times, two at a time, each within the 2 s its client waits. */
const deadlineMs = 8_000;

export const GET = route({ params, query: downloadQuery }, async ({ request, viewer, params, query }) => {
  const url = await requireDownload(viewer, params.attachmentId, {
    download: query.download !== undefined,
    publicHost: hostOf(request),
  });
  return new Response(null, {
    status: 302,
    headers: { Location: url, 'Cache-Control': 'no-store, private' },
  });
});

export const PUT = route({ params, deadlineMs }, async ({ request, viewer, params }) =>
  json({ attachment: await confirmUpload(viewer, params.attachmentId, pageOf(request)) }),
);

export const DELETE = route({ params, deadlineMs }, async ({ viewer, params }) => {
  await removeUpload(viewer, params.attachmentId);
  return new Response(null, { status: 204 });
});
