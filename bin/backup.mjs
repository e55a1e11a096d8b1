import { join, resolve } from 'node:path';
import { requireNode } from './launch/node-version.mjs';
import { noteSignals, runProgram } from './launch/program.mjs';

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
  const { withDatabase } = await import('./launch/with-database.mjs');
  const { withStore } = await import('./launch/store.mjs');
  const { home } = loadSettings();
  const args = [chooseFolder(home)];
  const signals = noteSignals();
  await withDatabase(async (env, root) => {
    await withStore(home, async (store) => {
      const run = { args, env: { ...env, ...store }, root };
      process.exitCode = signals.asked() ? 130 : await runProgram('backup.mjs', run);
    });
  }, 'as-it-is');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
