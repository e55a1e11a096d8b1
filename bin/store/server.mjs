import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../launch/settings.mjs';

/** Longer than the store gives answers under way. */
const STOP_MS = 5_000;
const BUCKET = 'parlance';
const REGION = 'auto';

/**
 * Starts the embedded object store of `home` (DATA_DIR), on the address the app listens on and a port of its own,
 * which is kept with its keys in `home/store.json`. Throws a sentence when it cannot.
 * @param {string} home
 * @param {{ bind: string, port: number, publicUrl: string, storePort?: number }} app where the app is, and the port
 *   the store must have if not the one it chose
 */
export async function startStore(home, app) {
  fs.mkdirSync(home, { recursive: true });
  const port = await choosePort(home, app);
  const { child, exited } = launch();
  const store = { directory: join(fs.realpathSync(home), 'store'), bind: app.bind, port, bucket: BUCKET };
  const listening = new Promise((resolve) => child.once('message', () => resolve(true)));
  child.send({ ...store, keys: keysOf(home), app: { publicUrl: app.publicUrl, port: app.port } });
  if (!(await Promise.race([listening, exited])))
    throw new Error(`The store for files did not start on ${app.bind}:${port}; the lines above say why.`);
  return {
    env: environmentOf(home, app.bind),
    port,
    pid: child.pid,
    exited,
    stop: () => stop(child, exited),
  };
}

/** The variables that lead to `home`'s store, whether or not it runs; undefined before the first start. */
export function storeOf(home, bind) {
  return recall(home).port ? environmentOf(home, bind) : undefined;
}

function environmentOf(home, bind) {
  const { port, accessKeyId, secretAccessKey } = recall(home);
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[bind] ?? bind;
  return {
    S3_ENDPOINT: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    S3_BUCKET: BUCKET,
    S3_REGION: REGION,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    S3_FORCE_PATH_STYLE: 'true',
  };
}

function keysOf(home) {
  if (!recall(home).secretAccessKey)
    remember(home, {
      accessKeyId: randomBytes(10).toString('hex'),
      secretAccessKey: randomBytes(32).toString('base64url'),
    });
  const { accessKeyId, secretAccessKey } = recall(home);
  return { accessKeyId, secretAccessKey, region: REGION };
}

/** The port it had before, if it can: people's firewalls and open pages know it. */
async function choosePort(home, { bind, port: taken, storePort }) {
  const wanted = storePort ?? recall(home).port;
  const free = wanted !== undefined && wanted !== taken && (await tryPort(wanted, bind));
  if (storePort !== undefined && !free)
    throw new Error(`Port ${storePort} is taken by another program; set STORE_PORT to a free one.`);
  const port = free || (await tryPort(0, bind));
  if (!port) throw new Error(`Cannot listen on ${bind}; set BIND to an address of this machine.`);
  remember(home, { port });
  return port;
}

/** The port when somebody could listen on it just now (0: any), else undefined. */
function tryPort(port, bind) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, bind, () => {
      const { port: found } = probe.address();
      probe.close(() => resolve(found));
    });
  });
}

function recall(home) {
  const file = join(home, 'store.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

function remember(home, facts) {
  const file = join(home, 'store.json');
  fs.writeFileSync(`${file}.new`, JSON.stringify({ ...recall(home), ...facts }), { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

function launch() {
  // A group of its own: Ctrl-C in the terminal must reach the launcher, which ends the store after the app.
  const child = spawn(process.execPath, [join(root, 'dist', 'store.mjs')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
    windowsHide: true,
  });
  const exited = new Promise((resolve) => {
    child.once('exit', () => resolve(false));
    child.once('error', () => resolve(false));
  });
  return { child, exited };
}

async function stop(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = sleep(STOP_MS, 'late', { ref: false });
  if ((await Promise.race([exited, late])) === 'late') {
    child.kill('SIGKILL');
    await exited;
  }
}
