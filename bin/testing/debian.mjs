import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

let hasLists = false;

/** Installs a package of Debian's where we may: as root on a Debian. Answers whether it is there now. */
export function installFromDebian(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const run = (...args) => spawnSync('apt-get', args, options).status === 0;
  hasLists ||= run('update');
  return hasLists && run('install', '--yes', '--no-install-recommends', name);
}
