import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { requireNode } from './launch/node-version.mjs';

requireNode();

const usage = `Say which backup: npm run restore -- FOLDER

FOLDER  what npm run backup made. The database and the store must be new or empty, and Parlance must not run on them.`;

/** Where the backup is. Throws a sentence. */
function readFolder() {
  const [given, ...others] = process.argv.slice(2);
  if (given === undefined || others.length > 0 || given.startsWith('-')) throw new Error(usage);
  // npm changes to our directory first, and says where it was called.
  const folder = resolve(process.env.INIT_CWD ?? '.', given);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`There is no folder ${folder}.`);
  return folder;
}

try {
  const { findLauncher } = await import('./launch/lock.mjs');
  const { loadSettings } = await import('./launch/settings.mjs');
  const { runOnPlaces } = await import('./launch/run-on-places.mjs');
  const folder = readFolder();
  const { home } = loadSettings();
  const launcher = findLauncher(home);
  if (launcher) throw new Error(`Parlance runs on ${home} (process ${launcher}); end it, then restore.`);
  await runOnPlaces('restore.mjs', [folder], 'as-it-is');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
