import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../postgres/server.mjs';
import { untilListening } from './listening.mjs';
import { root } from './settings.mjs';
import { keepStore } from './store.mjs';

/** npm passes on a Ctrl-C that the terminal has sent us already; only a later one means "now". */
const ECHO_MS = 500;
const PARENT_MS = 250;
/** A Postgres that ends this often within a minute will not stay. */
const RESTARTS = 5;

/**
 * Runs the server until it ends or we are told to end; then ends all in order, the server drained first, then
 * the store, Postgres last. Sets the exit code: 0 when told to end, the server's own otherwise.
 */
export async function supervise({ home, database, store, lock, args, env, address, onReady }) {
  const state = { ending: false, postgres: database.server, url: database.url, store };
  // A group of its own: Ctrl-C reaches only us, and we decide the order.
  const options = { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true };
  const child = spawn(process.execPath, args, { ...options, windowsHide: true });
  lock.note('server', child.pid);
  void untilListening(address, () => child.exitCode ?? child.signalCode).then((up) => up && onReady());
  endOnSignals(child, state);
  if (state.postgres) void keepPostgres(home, state, child);
  if (state.store) void keepStore({ home, state, lock, address });
  const { code } = await new Promise((resolve) => {
    child.once('error', () => resolve({ code: 1 }));
    child.once('exit', (status) => resolve({ code: status ?? 1 }));
  });
  const told = state.ending;
  state.ending = true;
  await state.store?.stop();
  await state.postgres?.stop();
  process.exitCode = code === 0 && !told ? 1 : code;
  if (!told) console.error(`The server ended by itself (code ${code}).`);
}

function endOnSignals(child, state) {
  let first = 0;
  const parent = process.ppid;
  const onSignal = () => {
    if (first && Date.now() - first > ECHO_MS) child.kill('SIGKILL');
    if (first) return;
    first = Date.now();
    state.ending = true;
    child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  // npm passes a SIGTERM to the shell between us, which dies of it and tells nobody.
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && !first && onSignal(), PARENT_MS).unref();
}

/** Postgres ended although nobody asked: it starts again, and the app, which waits with 503s, goes on. */
async function keepPostgres(home, state, child) {
  const starts = [];
  for (;;) {
    await state.postgres.exited;
    if (state.ending) return;
    const recent = starts.filter((at) => Date.now() - at < 60_000);
    if (recent.length >= RESTARTS) break;
    starts.push(Date.now());
    console.error('Postgres ended; starting it again.');
    try {
      state.postgres = await startPostgres(home);
      if (state.postgres.url !== state.url) break;
    } catch (error) {
      console.error(error.message);
      await sleep(1_000);
    }
  }
  console.error('Postgres does not stay; ending.');
  child.kill('SIGTERM');
}
