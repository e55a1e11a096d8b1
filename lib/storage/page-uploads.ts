import 'server-only';
import { readPlace } from './client';
import { findCorsFault } from './cors-rules';
import { publicEndpoint } from './public-endpoint';

/**
 * Whether the store tells browsers that pages of `origin` may not upload. A browser cannot tell that from a store that
 * is away, so we ask in its place; false as well when nothing answers us. Only ever where our own settings lead:
 * `publicHost` (a Host header, which whoever asks writes) is said to the store and never called.
 */
export async function refusesUploadsFrom(origin: string, publicHost: string | undefined): Promise<boolean> {
  const place = readPlace();
  const url = new URL(place.publicEndpoint ?? place.endpoint);
  const { host } = new URL(publicEndpoint(place, publicHost));
  const prefix = place.pathStyle ? '' : `${place.bucket}.`;
  url.host = `${prefix}${url.host}`;
  url.pathname = place.pathStyle ? `/${place.bucket}/` : '/';
  try {
    return (await findCorsFault(url, origin, `${prefix}${host}`)) !== undefined;
  } catch {
    // Away, or out of our reach but not of browsers': that is another matter.
    return false;
  }
}
