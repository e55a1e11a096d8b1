import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { findViewerByHeaders, type Viewer } from '@/lib/auth/viewer';
import { steadily } from '@/lib/http/steadily';
import { isSetUp } from '@/lib/workspace/queries';

/** Who opened this page; null when nobody is signed in. Asked once per page, however many components ask. */
export const findPageViewer: () => Promise<Viewer | null> = cache(async () => {
  const asked = await headers();
  return steadily(() => findViewerByHeaders(asked));
});

/** The viewer of a page that needs one. Others are sent to sign in and come back to `pathname`, or to set up. */
export async function requirePageViewer(pathname: string): Promise<Viewer> {
  const viewer = await findPageViewer();
  if (viewer) return viewer;
  if (!(await isSetUp())) redirect('/setup');
  redirect(`/sign-in?to=${encodeURIComponent(pathname)}`);
}
