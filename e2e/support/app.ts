import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Where an app under test answers, and what a fixture needs to stand in for its sign-in. */
export type App = {
  baseUrl: string;
  databaseUrl: string;
  /** The variables that lead to its store. */
  storeEnvironment: Record<string, string>;
  authSecret: string;
  setupCode: string;
  pids: { server: number; store: number; postgres: number };
};

const program = fileURLToPath(new URL('../../bin/temporary.mjs', import.meta.url));

/** Builds if needed and starts an app of its own on an empty, temporary database. `stop` leaves nothing behind. */
export async function startApp(): Promise<App & { stop(): Promise<void> }> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const app = await new Promise<App>((resolve, reject) => {
    child.once('message', (message) => resolve(message as App));
    child.once('exit', (code) => reject(new Error(`The app under test did not start (exit ${code}).`)));
  });
  return { ...app, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}
