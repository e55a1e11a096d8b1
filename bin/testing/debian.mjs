import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs packages where that is ours to do: as root on Debian and its like. False when it is not, or did not work.
 * What brings a service is not started: the tests start their own.
 */
export function installFromDebian(...packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  // In runlevel 1 a package leaves its services alone.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  return [['update'], install].every(
    (args) => spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0,
  );
}
