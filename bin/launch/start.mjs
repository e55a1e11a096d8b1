import { createServer } from 'node:net';
import { bundlePrograms, ensureBuilt, isBuilt } from './build.mjs';
import { loadDatabaseSteps, openDatabase } from './database.mjs';
import { ensureInstalled } from './install.mjs';
import { takeLock } from './lock.mjs';
import { ensureAuthSecret, ensureSetupCode, forgetSetupCode, loadSettings } from './settings.mjs';
import { openStore } from './store.mjs';
import { supervise } from './supervise.mjs';

const say = (sentence) => console.log(sentence);

/**
 * From a clone to a running app: `serve` is what answers in the end, the built server or Next's development server.
 * With `demo`, a database that nobody owns yet is filled with the demo's people and conversations first.
 * @param {{ program: (port: number, bind: string) => string[], built: boolean, mode: string, demo?: boolean }} serve
 */
export async function start(serve) {
  const { home } = loadSettings();
  await ensureInstalled(say);
  // The small bundles first: they know how to check the environment, and a build takes a while.
  if (!serve.built || !isBuilt()) await bundlePrograms();
  const steps = await loadDatabaseSteps();
  const address = steps.readAddress(process.env);
  const { port, bind, publicUrl } = address;
  const lock = await takeLock(home);
  const interruption = deferSignals();
  try {
    await requireFreePort(port, bind);
    if (serve.built) await ensureBuilt(say);
    if (interruption.requested()) return;
    ensureAuthSecret(home);
    const database = await openDatabase({ home, say });
    const { owned, store } = await prepare({ steps, database, demo: serve.demo, home, address, lock });
    if (interruption.requested()) {
      await store?.stop();
      return await database.server?.stop();
    }
    if (owned) forgetSetupCode(home);
    else ensureSetupCode(home);
    interruption.over();
    await supervise({
      home,
      database,
      store,
      lock,
      address,
      args: serve.program(port, bind),
      env: { ...process.env, NODE_ENV: serve.mode, DATABASE_URL: database.url, ...store?.env },
      onReady: () => {
        if (serve.demo) say(`Sign in as ${steps.demo.email} with the password ${steps.demo.password}`);
        if (!owned) say(`Make the first account: ${publicUrl}/setup#code=${process.env.SETUP_CODE}`);
        say(`Parlance is ready at ${publicUrl}`);
      },
    });
  } finally {
    lock.release();
  }
}

/** What else has to be there. Answers whether somebody owns the workspace, and the store if it is an embedded one. */
async function prepare({ steps, database, demo, home, address, lock }) {
  try {
    // A pooler cannot do all that this needs.
    const direct = database.direct ?? database.url;
    const owned = await steps.hasAccounts(direct);
    if (demo && !owned) await steps.fillDemo(direct);
    return { owned: owned || demo === true, store: await openStore({ home, address, lock, say }) };
  } catch (error) {
    await database.server?.stop();
    throw error;
  }
}

/** Told to end while the database is being opened, we finish opening it, and close it in order. */
function deferSignals() {
  let requested = false;
  const note = () => {
    requested = true;
    process.exitCode = 130;
  };
  const signals = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, note);
  return {
    requested: () => requested,
    over: () => {
      for (const signal of signals) process.off(signal, note);
    },
  };
}

function requireFreePort(port, bind) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        new Error(
          taken
            ? `Port ${port} is taken by another program; set PORT to a free one.`
            : `Cannot listen on ${bind}:${port} (${error.code}); set BIND and PORT to an address of this machine.`,
        ),
      );
    });
    probe.listen(port, bind, () => probe.close(resolve));
  });
}
