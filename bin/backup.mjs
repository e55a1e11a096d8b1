import { join, resolve } from 'node:path';
import { requireNode } from './launch/node-version.mjs';

requireNode();

const usage = `npm run backup [-- FOLDER]

FOLDER  where the backup shall be: new or empty. Without it, one named by the time, in backups/ of DATA_DIR.`;

/** Where the backup shall be. Throws a sentence. */
function chooseFolder(home) {
  const [given, ...others] = process.argv.slice(2);
  if (others.length > 0 || given?.startsWith('-')) throw new Error(usage);
  // npm changes to our directory first, and says where it was called.
  if (given !== undefined) return resolve(process.env.INIT_CWD ?? '.', given);
  const now = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '');
  return join(home, 'backups', now);
}

try {
  const { loadSettings } = await import('./launch/settings.mjs');
  const { runOnPlaces } = await import('./launch/run-on-places.mjs');
  await runOnPlaces('backup.mjs', [chooseFolder(loadSettings().home)], 'as-it-is');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
