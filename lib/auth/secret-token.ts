import 'server-only';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token nobody guesses (256 bits), and the hash that is all we keep of it. */
export function makeSecretToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashSecretToken(token) };
}

/** Plain SHA-256: the token itself has too many bits for a slow hash to add anything. */
export function hashSecretToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Whether two secrets are the same, in a time that says nothing of where or how long they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
