import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { findFreePort } from '@/bin/postgres/server.mjs';
import { findProgram } from '@/bin/testing/programs.mjs';

/** False where there is no redis-server; `npm test` installs one on Debian, or says that these tests are skipped. */
export const hasRedis = findProgram('redis') !== undefined;

/** A Redis of a test's own, on a port that stays the same. */
export type RedisServer = {
  url: string;
  start(): Promise<void>;
  /** At once and without a word to anybody; it can be started again. */
  kill(): Promise<void>;
  /** Keeps its connections and answers nothing, until `resume`. */
  pause(): void;
  resume(): void;
};

/** Starts a Redis that keeps nothing on the disk. */
export async function startRedis(): Promise<RedisServer> {
  const port = await findFreePort();
  let child: ChildProcess | undefined;
  const start = async () => {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    child = spawn(findProgram('redis') ?? 'redis-server', options, {
      argv0: 'redis-server',
      stdio: 'ignore',
    });
    await untilAnswers(port);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  };
}

async function untilAnswers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('Redis did not start.');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.write('PING\r\n');
  });
}
