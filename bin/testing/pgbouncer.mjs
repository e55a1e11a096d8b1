import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's, or Homebrew's; undefined when there is none. */
export function findPgBouncer() {
  const candidates = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'];
  return candidates.find((path) => existsSync(path));
}

/** Makes sure there is a pooler for the tests that need one, where we may install it; else says what is skipped. */
export function ensurePgBouncer(say) {
  if (findPgBouncer()) return;
  say('Installing PgBouncer …');
  if (!installFromDebian()) say('! There is no pgbouncer here: ALL TESTS THROUGH A POOLER ARE SKIPPED.');
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = ['install', '--yes', '--no-install-recommends', 'pgbouncer'];
  return [['update'], install].every((args) => spawnSync('apt-get', args, options).status === 0);
}
