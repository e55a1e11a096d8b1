import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../bin/postgres/server.mjs';

/** One process of the app. */
export type Server = {
  baseUrl: string;
  pid: number;
  /** Sends the signal and answers the exit code, null when the signal itself ended it, with the seconds it took. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<{ code: number | null; seconds: number }>;
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `apiHost`: who answers /api there; otherwise as for the app under test. */
export type ServerOptions = {
  databaseUrl?: string;
  redisUrl?: string;
  storeEndpoint?: string;
  /** Of a store with keys of its own. */
  storeEnvironment?: Record<string, string>;
  setupCode?: string;
  apiHost?: 'native' | 'next';
  /** Where others have to know it before; else any. */
  port?: number;
  /** As near to Vercel as can be: Next alone, without our server, and Neon's driver through a bridge (host:port). */
  likeVercel?: { bridge: string };
};

/**
 * Starts a further process of the built app, by default on the database and the store and with the key of the app under
 * test; it answers when it is ready.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { databaseUrl, redisUrl, storeEndpoint, storeEnvironment, setupCode } = options;
  const { apiHost, likeVercel, port = await findFreePort() } = options;
  const baseUrl = `http://localhost:${port}`;
  fs.mkdirSync(join(root, 'test-results'), { recursive: true });
  const log = fs.openSync(join(root, 'test-results', `app-${port}.log`), 'a');
  const next = ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1'];
  const child = spawn(process.execPath, likeVercel ? next : ['dist/server.mjs'], {
    cwd: root,
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      BIND: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: baseUrl,
      DATABASE_URL: databaseUrl ?? process.env['DATABASE_URL'],
      ...(storeEndpoint !== undefined && { S3_ENDPOINT: storeEndpoint }),
      ...storeEnvironment,
      SETUP_CODE: setupCode ?? '',
      TRUSTED_PROXIES: '',
      ...(likeVercel && { VERCEL: '1', DATABASE_DRIVER: 'neon', NEON_PROXY: likeVercel.bridge }),
      ...(redisUrl && { REDIS_URL: redisUrl }),
      ...(apiHost && { API_HOST: apiHost }),
    },
  });
  fs.closeSync(log);
  await untilReady(baseUrl, child);
  const end: Server['end'] = async (signal) => {
    const begun = performance.now();
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    return { code: child.exitCode, seconds: (performance.now() - begun) / 1_000 };
  };
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (!isOver()) await end('SIGTERM');
  };
  return { baseUrl, pid: child.pid ?? 0, end, stop };
}

/** Usually three; a machine that is building something else is given time. */
const START_MS = 60_000;

async function untilReady(baseUrl: string, child: ChildProcess): Promise<void> {
  for (const late = Date.now() + START_MS; Date.now() < late; ) {
    if (child.exitCode !== null)
      throw new Error(`The server ended (exit ${child.exitCode}); see test-results.`);
    if (await isReady(baseUrl)) return warmUp(baseUrl);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error('The server was not ready in time; see test-results.');
}

/** Next loads a route with its first request, which on a busy machine may outlast a deadline. */
async function warmUp(baseUrl: string): Promise<void> {
  const somewhere = '/api/rooms/00000000-0000-4000-8000-000000000000';
  const paths = [
    '/api/me',
    '/api/rooms',
    somewhere,
    `${somewhere}/messages`,
    `${somewhere}/messages/x`,
    '/api/stream',
  ];
  for (const path of paths) await (await fetch(baseUrl + path)).body?.cancel();
  await fetch(`${baseUrl}/api/accounts`, { method: 'POST' });
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl}/api/ready`)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
