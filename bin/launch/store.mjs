import { setTimeout as sleep } from 'node:timers/promises';
import { startStore, storeOf } from '../store/server.mjs';
import { loadDatabaseSteps } from './database.mjs';
import { findLauncher, takeLock } from './lock.mjs';

/** What ends more often within a minute is started again only so often: chat goes on without files. */
const QUICK_RESTARTS = 5;
const PATIENCE_MS = 30_000;

/** Starts the embedded store, unless S3_ENDPOINT names another; answers undefined then. */
export async function openStore({ home, address, lock, say }) {
  if (process.env.S3_ENDPOINT) return undefined;
  const store = await startStore(home, address);
  lock.note('store', store.pid);
  if (address.publicUrl.startsWith('https:') && !process.env.S3_PUBLIC_ENDPOINT)
    say(
      `Files: pages that come by https can reach the store only by https. Set S3_PUBLIC_ENDPOINT to an https:// ` +
        `address whose requests, Host header included, your proxy passes on to port ${store.port}.`,
    );
  return store;
}

/** The store ended although nobody asked: it starts again, where it was, because the app knows it by its port. */
export async function keepStore({ home, state, lock, address }) {
  const starts = [];
  for (;;) {
    await state.store.exited;
    if (state.ending) return;
    const recent = starts.filter((at) => Date.now() - at < 60_000);
    if (recent.length >= QUICK_RESTARTS) await sleep(PATIENCE_MS, undefined, { ref: false });
    if (state.ending) return;
    starts.push(Date.now());
    console.error('The store for files ended; starting it again.');
    try {
      state.store = await startStore(home, { ...address, storePort: state.store.port });
      lock.note('store', state.store.pid);
      if (state.ending) await state.store.stop();
    } catch (error) {
      console.error(error.message);
      await sleep(1_000);
    }
  }
}

/**
 * Does `work` with the variables that lead to the store: none besides those that are set, those of a running
 * launcher's, or those of the embedded one started for as long as the work takes.
 */
export async function withStore(home, work) {
  if (process.env.S3_ENDPOINT) return work({});
  const holder = findLauncher(home);
  const steps = await loadDatabaseSteps();
  const address = steps.readAddress(process.env);
  if (holder && holder !== process.pid) return work(storeOf(home, address.bind));
  // Held by this process already when it works with the embedded database as well.
  const lock = holder ? undefined : await takeLock(home);
  const store = await startStore(home, address).catch((error) => {
    lock?.release();
    throw error;
  });
  try {
    return await work(store.env);
  } finally {
    await store.stop();
    lock?.release();
  }
}
