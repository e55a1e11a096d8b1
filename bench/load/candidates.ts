import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/bin/postgres/server.mjs';
import { startServer } from '@/e2e/support/server';
import { startRedis } from '@/lib/redis/testing/redis-server';
import { nchanConfiguration, nchanModule, nginx } from '../baselines/nchan';
import type { Ground } from './ground';
import type { Dialect } from './stage';

/** `sendPort`: where it is sent to, when that is another process than the one listened to. */
export type Running = { port: number; sendPort?: number; pids: readonly number[]; stop(): Promise<void> };

/** Two processes on one database: they hear of each other through Redis, or by looking. */
export type Between = 'redis' | 'polling';

export type Candidate = {
  name: Dialect;
  /** Why it cannot run here. */
  missing?: string;
  start(ground: Ground, between?: Between): Promise<Running>;
  /** Answers `room_id` and `body` of all messages as they stand; without it, what the first listener heard counts. */
  table?: string;
};

const baselines = join(process.cwd(), 'bench/baselines');
const next = join(process.cwd(), 'node_modules/next/dist/bin/next');

const parlance: Candidate = {
  name: 'parlance',
  table: 'select room_id, body from messages order by seq',
  start: (_, between) => (between ? startTwo(between) : startOne()),
};

async function startOne(redisUrl?: string): Promise<Running> {
  const { baseUrl, pid, stop } = await startServer({ apiHost: 'native', ...(redisUrl && { redisUrl }) });
  return { port: Number(new URL(baseUrl).port), pids: [pid], stop };
}

/** What is sent to one is listened to at the other. */
async function startTwo(between: Between): Promise<Running> {
  const redis = between === 'redis' ? await startRedis() : undefined;
  const [one, other] = await Promise.all([startOne(redis?.url), startOne(redis?.url)]);
  const stop = async () => {
    await Promise.all([one.stop(), other.stop()]);
    await redis?.kill();
  };
  return { port: one.port, sendPort: other.port, pids: [...one.pids, ...other.pids], stop };
}

const classical: Candidate = {
  name: 'classical',
  table: 'select room_id, body from classical_messages order by id',
  async start({ database }) {
    await emptyTable(database);
    const directory = join(baselines, 'classical');
    buildNext(directory);
    return start((port) =>
      spawn(process.execPath, [next, 'start', directory, '-p', String(port)], quietly()),
    );
  },
};

/** One global sequence, as designs have it that count by the database alone. */
async function emptyTable(database: Ground['database']): Promise<void> {
  await database.query(`
    drop table if exists classical_messages;
    create table classical_messages (
      id bigserial primary key, room_id uuid not null, message_id uuid not null, body text not null,
      created_at timestamptz not null default now());
    create index on classical_messages (room_id, id)`);
}

const socketIo: Candidate = {
  name: 'socket.io',
  table: 'select room_id, body from classical_messages order by id',
  async start({ database }) {
    await emptyTable(database);
    return start((port) => fork(process.argv[1] ?? '', ['socket.io', String(port)]));
  },
};

const nchan: Candidate = {
  name: 'nchan',
  ...(!(existsSync(nginx) && existsSync(nchanModule)) && { missing: 'Debian has it in libnginx-mod-nchan' }),
  start: ({ home }) =>
    start((port) => {
      const file = join(home, 'nginx.conf');
      writeFileSync(file, nchanConfiguration(home, port));
      return spawn(nginx, ['-c', file, '-p', home, '-e', join(home, 'nginx.log')], quietly());
    }),
};

export const candidates: readonly Candidate[] = [parlance, nchan, socketIo, classical];

/** Asked for each: the address of the database is known late. */
function quietly() {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  return { stdio: 'ignore' as const, env };
}

/** A baseline seldom changes: it is built once. Remove its `.next` after changing it. */
function buildNext(directory: string): void {
  if (existsSync(join(directory, '.next/BUILD_ID'))) return;
  const { status } = spawnSync(process.execPath, [next, 'build', directory], {
    ...quietly(),
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${directory} was not built.`);
}

/** Begins a program on a free port and waits until somebody answers there. */
export async function start(begin: (port: number) => ChildProcess): Promise<Running> {
  const port = await findFreePort();
  const child = begin(port);
  for (let attempt = 0; attempt < 600 && !(await isOpen(port)); attempt += 1) {
    if (child.exitCode !== null) throw new Error(`It ended at once: ${child.spawnargs.join(' ')}`);
    await sleep(50);
  }
  const stop = async () => {
    const gone = once(child, 'exit');
    child.kill();
    // Some wait for their streams to end.
    const patience = setTimeout(() => child.kill('SIGKILL'), 2_000);
    await gone;
    clearTimeout(patience);
  };
  return { port, pids: [child.pid ?? 0], stop };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
