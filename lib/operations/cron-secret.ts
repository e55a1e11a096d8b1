import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { notFound } from '@/lib/errors';

/** For what a platform's timer asks, with CRON_SECRET as a bearer token. Without it there is nothing here, as for all others. */
export function requireCronSecret(request: Request): void {
  const { CRON_SECRET: secret } = env();
  const given = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (secret === undefined || given === undefined || !isSame(given, secret)) throw notFound();
}

/** Hashes have one length, so comparing them tells nothing of the secret's. */
function isSame(given: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}
