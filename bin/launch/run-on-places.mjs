import { noteSignals, runProgram } from './program.mjs';
import { loadSettings } from './settings.mjs';
import { withStore } from './store.mjs';
import { withDatabase } from './with-database.mjs';

/**
 * Runs a program of `dist/` that works with rows and files, where both are: in places of one's own, or in those that
 * Parlance keeps. Sets the exit code.
 * @param {string} name
 * @param {string[]} args
 * @param {'migrated' | 'as-it-is'} state how it wants the database
 */
export async function runOnPlaces(name, args, state) {
  const { home } = loadSettings();
  const signals = noteSignals();
  await withDatabase(async (env, root) => {
    await withStore(home, async (store) => {
      const run = { args, env: { ...env, ...store }, root };
      process.exitCode = signals.asked() ? 130 : await runProgram(name, run);
    });
  }, state);
}
