import 'server-only';
import { storage } from '@/lib/storage/storage';
import { keep, keptFor, QUARTER_MS, quarterOf } from './quarter-hour';

/** Two quarters: an address made at the end of one still works for a whole one. */
const VALID_SECONDS = (2 * QUARTER_MS) / 1_000;
const BROWSER_SECONDS = QUARTER_MS / 1_000;

type Thumbnail = { key: string; type: string; disposition: string; publicHost: string | undefined };
export type ThumbnailAddress = { url: string; expiresAt: string };

/** A thumbnail's address, the same for all who may see it during a quarter of an hour; at once when it is known. */
export function addressOf(
  thumbnail: Thumbnail,
  now = Date.now(),
): ThumbnailAddress | Promise<ThumbnailAddress> {
  const quarter = quarterOf(now);
  const kept = keptFor<ThumbnailAddress>('thumbnail addresses', quarter);
  const name = `${thumbnail.publicHost ?? ''} ${thumbnail.key}`;
  return kept.get(name) ?? sign(thumbnail, quarter).then((address) => keep(kept, name, address));
}

async function sign(thumbnail: Thumbnail, quarter: number): Promise<ThumbnailAddress> {
  const signed = { seconds: VALID_SECONDS, signedAt: new Date(quarter), maxAge: BROWSER_SECONDS };
  return {
    url: await storage().presignGet({ ...thumbnail, ...signed }),
    expiresAt: new Date(quarter + VALID_SECONDS * 1_000).toISOString(),
  };
}
