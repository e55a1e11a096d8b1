import { addressOf } from '../postgres/server.mjs';
import { bundlePrograms } from './build.mjs';
import { openDatabase } from './database.mjs';
import { ensureInstalled } from './install.mjs';
import { findLauncher, takeLock } from './lock.mjs';
import { ensureAuthSecret, loadSettings, root } from './settings.mjs';

/**
 * Does `work` with an environment that leads to the database: the one at DATABASE_URL, the embedded one of a running
 * launcher, or the embedded one started for as long as the work takes. It is migrated, or left `as-it-is`.
 * @param {(env: NodeJS.ProcessEnv, root: string) => Promise<void>} work
 * @param {'migrated' | 'as-it-is'} state
 */
export async function withDatabase(work, state = 'migrated') {
  const say = (sentence) => console.log(sentence);
  const { home } = loadSettings();
  await ensureInstalled(say);
  await bundlePrograms();
  ensureAuthSecret(home);
  if (!process.env.DATABASE_URL && findLauncher(home)) {
    await work(environment(addressOf(home)), root);
    return;
  }
  const lock = process.env.DATABASE_URL ? undefined : await takeLock(home);
  try {
    const { url, server } = await openDatabase({ home, say, state });
    await work(environment(url), root).finally(() => server?.stop());
  } finally {
    lock?.release();
  }
}

function environment(url) {
  const { DATABASE_URL, DATABASE_URL_UNPOOLED, ...others } = process.env;
  // The direct address is of the database at DATABASE_URL; without that one, the environment leads to the embedded one.
  const direct = DATABASE_URL && DATABASE_URL_UNPOOLED ? { DATABASE_URL_UNPOOLED } : {};
  return { ...others, ...direct, DATABASE_URL: url, LOG_LEVEL: 'warn' };
}
