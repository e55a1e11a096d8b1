import 'server-only';
import { single } from '@/lib/registry';
import { storage } from '@/lib/storage/storage';

/** Signing times are rounded down to this, so that everybody gets the same address and browsers keep the picture. */
const SLOT_MS = 15 * 60_000;
/** Two slots: an address made at the end of one still works for a whole one. */
const VALID_SECONDS = 30 * 60;
const BROWSER_SECONDS = 15 * 60;
/** About 1 KB each. Signing costs about as much as reading the row. */
const KEPT = 20_000;

type Thumbnail = { key: string; type: string; disposition: string; publicHost: string | undefined };
export type ThumbnailAddress = { url: string; expiresAt: string };

/** A thumbnail's address, the same for all who may see it during a quarter of an hour; at once when it is known. */
export function addressOf(
  thumbnail: Thumbnail,
  now = Date.now(),
): ThumbnailAddress | Promise<ThumbnailAddress> {
  const slot = Math.floor(now / SLOT_MS) * SLOT_MS;
  const kept = addressesOf(slot);
  const name = `${thumbnail.publicHost ?? ''} ${thumbnail.key}`;
  return kept.get(name) ?? sign(thumbnail, slot).then((address) => keep(kept, name, address));
}

async function sign(thumbnail: Thumbnail, slot: number): Promise<ThumbnailAddress> {
  const signed = { seconds: VALID_SECONDS, signedAt: new Date(slot), maxAge: BROWSER_SECONDS };
  return {
    url: await storage().presignGet({ ...thumbnail, ...signed }),
    expiresAt: new Date(slot + VALID_SECONDS * 1_000).toISOString(),
  };
}

/** Who asks writes the host, so the names are unlimited: beyond the bound the cache begins anew. */
function keep(
  kept: Map<string, ThumbnailAddress>,
  name: string,
  address: ThumbnailAddress,
): ThumbnailAddress {
  if (kept.size >= KEPT) kept.clear();
  kept.set(name, address);
  return address;
}

/** Of the current slot only. */
function addressesOf(slot: number): Map<string, ThumbnailAddress> {
  const kept = single('thumbnail addresses', () => ({
    slot,
    addresses: new Map<string, ThumbnailAddress>(),
  }));
  if (kept.slot !== slot) {
    kept.slot = slot;
    kept.addresses.clear();
  }
  return kept.addresses;
}
