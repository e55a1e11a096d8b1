import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './process.mjs';
import { root } from './settings.mjs';

/** Runs `npm ci` when node_modules is not what package-lock.json says. Development packages are needed to build. */
export async function ensureInstalled(say) {
  if (isInstalled()) return;
  say('Installing packages …');
  // npm tells its scripts where it is; started by plain node we trust the path.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const program = npm?.endsWith('.js')
    ? { command: process.execPath, args: [npm, ...args] }
    : { command: 'npm', args, shell: process.platform === 'win32' };
  await runQuietly({ ...program, cwd: root }, 'The packages could not be installed; npm says why above.');
}

/** npm writes down what it installed; every package of the lock file must be there in the same version. */
function isInstalled() {
  const written = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(written)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(written, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // Optional ones may be for another system.
    return present[path] ? present[path].version === version : optional === true;
  });
}
