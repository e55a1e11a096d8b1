import { startUploadInput } from '@/lib/attachments/contract';
import { startUpload } from '@/lib/attachments/start-upload';
import { hostOf } from '@/lib/http/host';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';

/** Enough for a folder of pictures dropped at once; each reserves room, so a flood is refused before it does. */
const uploadLimit = { name: 'upload', points: 120, seconds: 60, by: 'person', store: 'memory' } as const;

export const POST = route(
  { body: startUploadInput, limits: [uploadLimit] },
  async ({ request, viewer, body }) =>
    json({ upload: await startUpload(viewer, body, hostOf(request)) }, 201),
);
