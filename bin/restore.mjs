import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { requireNode } from './launch/node-version.mjs';
import { noteSignals, runProgram } from './launch/program.mjs';

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
  const { withDatabase } = await import('./launch/with-database.mjs');
  const { withStore } = await import('./launch/store.mjs');
  const args = [readFolder()];
  const { home } = loadSettings();
  const launcher = findLauncher(home);
  if (launcher) throw new Error(`Parlance runs on ${home} (process ${launcher}); end it, then restore.`);
  const signals = noteSignals();
  await withDatabase(async (env, root) => {
    await withStore(home, async (store) => {
      const run = { args, env: { ...env, ...store }, root };
      process.exitCode = signals.asked() ? 130 : await runProgram('restore.mjs', run);
    });
  }, 'as-it-is');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
