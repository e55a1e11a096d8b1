import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePrograms, ensureBuilt, isBuilt } from './launch/build.mjs';
import { loadDatabaseSteps } from './launch/database.mjs';
import { untilListening } from './launch/listening.mjs';
import { root } from './launch/settings.mjs';
import { findFreePort, startPostgres } from './postgres/server.mjs';
import { startStore } from './store/server.mjs';

/**
 * A whole app on temporary data, for tests. Forked: it sends its addresses when it is ready, and is gone, data and
 * all, soon after whoever forked it disconnects or dies.
 */
async function run() {
  if (!isBuilt()) await bundlePrograms();
  await ensureBuilt((sentence) => console.log(sentence));
  const steps = await loadDatabaseSteps();
  const home = fs.mkdtempSync(join(tmpdir(), 'parlance-app-'));
  const postgres = await startPostgres(home, { disposable: true });
  await steps.migrate(postgres.url, join(root, 'drizzle'));
  const port = await findFreePort();
  const publicUrl = `http://localhost:${port}`;
  const store = await startStore(home, { bind: '127.0.0.1', port, publicUrl });
  const address = {
    baseUrl: publicUrl,
    databaseUrl: postgres.url,
    storeEnvironment: store.env,
    authSecret: randomBytes(32).toString('base64url'),
    setupCode: randomBytes(9).toString('base64url'),
  };
  const server = spawnServer(port, address);
  const end = endOnce({ server, store, postgres, home });
  process.on('disconnect', end);
  process.on('SIGTERM', end);
  process.on('SIGINT', () => {
    // Ctrl-C reaches the whole terminal; whoever forked us ends us when it is done.
  });
  server.once('exit', end);
  const up = await untilListening({ port, bind: '127.0.0.1' }, () => server.exitCode ?? server.signalCode);
  if (up && process.connected)
    process.send({ ...address, pids: { server: server.pid, store: store.pid, postgres: postgres.pid } });
  if (!process.connected) await end();
}

function spawnServer(port, { baseUrl, databaseUrl, storeEnvironment, authSecret, setupCode }) {
  fs.mkdirSync(join(root, 'test-results'), { recursive: true });
  const log = fs.openSync(join(root, 'test-results', `app-${port}.log`), 'w');
  const server = spawn(process.execPath, ['dist/server.mjs'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      BIND: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: baseUrl,
      DATABASE_URL: databaseUrl,
      ...storeEnvironment,
      S3_PUBLIC_ENDPOINT: '',
      AUTH_SECRET: authSecret,
      SETUP_CODE: setupCode,
      TRUSTED_PROXIES: '',
    },
  });
  fs.closeSync(log);
  return server;
}

function endOnce({ server, store, postgres, home }) {
  let begun = false;
  return async () => {
    if (begun) return;
    begun = true;
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
    }
    await store.stop();
    await postgres.stop();
    fs.rmSync(home, { recursive: true, force: true });
    process.exit(0);
  };
}

await run().catch((error) => {
  console.error(error);
  process.exit(1);
});
