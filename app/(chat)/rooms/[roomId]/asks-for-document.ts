import { headers } from 'next/headers';

/**
 * Whether a browser asks for this page as HTML, and not the app for what it is to draw. Next hides the headers by which it
 * tells them apart itself.
 */
export async function asksForDocument(): Promise<boolean> {
  return (await headers()).get('accept')?.includes('text/html') ?? false;
}
