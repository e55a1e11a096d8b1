import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a process of the app where it should refuse; answers how it ended, and all that it said. */
export async function refuseToStart(change: Record<string, string>): Promise<{ code: number; said: string }> {
  const env = { ...process.env, NODE_ENV: 'production' as const, PORT: '1', ...change };
  const child = spawn(process.execPath, ['dist/server.mjs'], { cwd: root, env });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, said };
}
