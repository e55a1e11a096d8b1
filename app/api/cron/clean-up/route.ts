import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { requireCronSecret } from '@/lib/operations/cron-secret';
import { keepHouse } from '@/lib/operations/housekeeping';

/** In seconds, on Vercel. */
export const maxDuration = 60;

/** For platforms where nothing runs between requests; elsewhere each process looks by itself. */
export const GET = route({ access: 'anyone', deadlineMs: maxDuration * 1_000 }, async ({ request }) => {
  requireCronSecret(request);
  return json({ cleanedUp: await keepHouse({ now: true }) });
});
