import { existsSync } from 'node:fs';
import { installFromDebian } from './debian.mjs';

/** Debian's, or Homebrew's; undefined when there is none. */
export function findPgBouncer() {
  const candidates = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'];
  return candidates.find((path) => existsSync(path));
}

/** Makes sure there is a pooler for the tests that need one, where we may install it; else says what is skipped. */
export function ensurePgBouncer(say) {
  if (findPgBouncer()) return;
  say('Installing PgBouncer …');
  if (!installFromDebian('pgbouncer'))
    say('! There is no pgbouncer here: ALL TESTS THROUGH A POOLER ARE SKIPPED.');
}
