import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { App } from './app';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Writes a log of 80,252 messages, of the shape of a real one, into `file`. */
export async function generateLog(file: string): Promise<void> {
  await run(process.execPath, ['bin/generate-log.mjs', file], { cwd: root });
}

/** `npm run import -- FILE` as one runs it beside a running app; answers what it said. */
export async function importLog({ databaseUrl, authSecret }: App, file: string): Promise<string> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, AUTH_SECRET: authSecret };
  const { stdout } = await run(process.execPath, ['bin/import.mjs', file], { cwd: root, env });
  return stdout;
}
