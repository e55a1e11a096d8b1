import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAccount } from './account.mjs';
import { findBinaries } from './binaries.mjs';
import { endOrphans } from './orphans.mjs';

/** Recovery after a crash replays the log first. */
const START_MS = 60_000;
const STOP_MS = 25_000;
const LOG_MAX_BYTES = 4 * 1024 * 1024;
/** How often a port that somebody took in between is replaced before we give up. */
const ATTEMPTS = 3;

/**
 * Starts the embedded Postgres of `home` (DATA_DIR), making its cluster the first time: a database `parlance` owned
 * by a role `parlance` that is no superuser, on 127.0.0.1 only, with a password kept in `home/postgres.json`.
 * @param {string} home
 * @param {{ disposable?: boolean }} options `disposable`: for tests; loses data in a crash, may create databases,
 *   takes its password in the clear
 * @returns {Promise<{ url: string, pid: number, directory: string, exited: Promise<void>, stop(): Promise<void> }>}
 */
export async function startPostgres(home, { disposable = false } = {}) {
  fs.mkdirSync(home, { recursive: true });
  const binaries = findBinaries();
  const directory = join(fs.realpathSync(home), 'postgres');
  const account = chooseAccount({ directory, program: binaries.postgres });
  const cluster = { home, directory, binaries, account, disposable };
  await endOrphans(directory);
  if (!fs.existsSync(directory)) initialise(cluster);
  for (let attempt = 1; ; attempt += 1) {
    const port = await rememberedPort(home);
    const server = await tryStart(cluster, port);
    if (server) return server;
    if (attempt === ATTEMPTS)
      throw new Error(`Postgres did not start; ${join(home, 'postgres.log')} says why.`);
    remember(home, { port: undefined });
  }
}

/** The address of `home`'s database, whether or not it runs; undefined before the first start. */
export function addressOf(home) {
  const { port, password } = recall(home);
  return port && password ? `postgres://parlance:${password}@127.0.0.1:${port}/parlance` : undefined;
}

function recall(home) {
  const file = join(home, 'postgres.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

function remember(home, facts) {
  const file = join(home, 'postgres.json');
  fs.writeFileSync(`${file}.new`, JSON.stringify({ ...recall(home), ...facts }), { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

/** Builds the cluster beside its place and moves it there when it is whole, so that a kill leaves no half of one. */
function initialise({ home, directory, binaries, account, disposable }) {
  const making = `${directory}.new`;
  fs.rmSync(making, { recursive: true, force: true });
  fs.mkdirSync(making, { mode: 0o700 });
  if (account.owner) fs.chownSync(making, account.owner.uid, account.owner.gid);
  const ctype = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform] ?? 'C';
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${ctype}`,
  ];
  const speed = disposable ? ['--no-sync'] : [];
  run(account, binaries.initdb, [
    '--pgdata',
    making,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    ...locale,
    ...speed,
  ]);
  const password = randomBytes(24).toString('hex');
  // The superuser has no password, so nobody signs in as it: single-user mode is all that ever needs it.
  const statements = [
    `create role parlance login ${disposable ? 'createdb ' : ''}password '${password}'`,
    'create database parlance owner parlance',
  ];
  run(account, binaries.postgres, ['--single', '-D', making, 'postgres'], `${statements.join('\n')}\n`);
  // Neon's driver computes SCRAM's 4,096 rounds one by one, which takes seconds on a busy machine; Neon itself asks for
  // the password in the clear, inside TLS.
  const method = disposable ? 'password' : 'scram-sha-256';
  fs.writeFileSync(join(making, 'pg_hba.conf'), `host all all 127.0.0.1/32 ${method}\n`);
  remember(home, { password });
  fs.renameSync(making, directory);
}

function run(account, program, args, input = '') {
  const [command, ...rest] = [...account.prefix, program, ...args];
  const identity = account.prefix.length === 0 ? account.owner : undefined;
  const done = spawnSync(command, rest, {
    ...identity,
    cwd: '/',
    input,
    encoding: 'utf8',
    env: environment(),
  });
  // Single-user mode ends with 0 whatever its statements did; their errors are lines.
  if (done.status !== 0 || /^.*(ERROR|FATAL): /m.test(done.stderr))
    throw new Error(`${program} failed.\n${done.error ?? done.stderr}`);
}

/** Not ours: PG* variables would redirect initdb, and messages must stay in English to be read. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && name !== 'LC_ALL');
  return { ...Object.fromEntries(kept), LC_MESSAGES: 'C' };
}

async function rememberedPort(home) {
  const { port } = recall(home);
  if (port && (await isFree(port))) return port;
  const fresh = await findFreePort();
  remember(home, { port: fresh });
  return fresh;
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** A port of 127.0.0.1 that nobody uses at this moment. */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The running server, or undefined when it ended before it was ready. */
async function tryStart({ home, directory, binaries, account, disposable }, port) {
  const log = openLog(home);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    jit: 'off',
    // The default is made for turning disks, where going by an index costs four times what reading on does.
    random_page_cost: '1.1',
    ...(disposable && { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, ...args] = [...account.prefix, binaries.postgres, '-D', directory, ...flags];
  // A group of its own: Ctrl-C in the terminal must reach the launcher, which stops Postgres last.
  const options = { cwd: '/', env: environment(), stdio: ['ignore', log, log], detached: true };
  const identity = account.prefix.length === 0 ? account.owner : undefined;
  const child = spawn(command, args, { ...options, ...identity, windowsHide: true });
  fs.closeSync(log);
  const exited = new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  if (!(await isReady(directory, child, exited))) return undefined;
  return {
    url: addressOf(home),
    pid: child.pid,
    directory,
    exited,
    stop: () => stop(child, exited, { directory, binaries }),
  };
}

function openLog(home) {
  const file = join(home, 'postgres.log');
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_MAX_BYTES) fs.renameSync(file, `${file}.1`);
  return fs.openSync(file, 'a', 0o600);
}

/** Postgres writes `ready` into the eighth line of postmaster.pid; pg_ctl reads the same line. */
async function isReady(directory, child, exited) {
  let over = false;
  void exited.then(() => {
    over = true;
  });
  const file = join(directory, 'postmaster.pid');
  for (const end = Date.now() + START_MS; Date.now() < end && !over; await sleep(25)) {
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
  }
  if (!over) child.kill('SIGQUIT');
  return false;
}

async function stop(child, exited, { directory, binaries }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32')
    spawnSync(binaries.ctl, ['stop', '-m', 'fast', '-D', directory], { stdio: 'ignore', windowsHide: true });
  else child.kill('SIGINT');
  const late = sleep(STOP_MS, 'late', { ref: false });
  if ((await Promise.race([exited, late])) === 'late') {
    child.kill('SIGQUIT');
    await exited;
  }
}
