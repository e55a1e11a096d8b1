import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { sql } from 'drizzle-orm';
import { closePool, db } from '@/db/client';
import { makePerson } from '@/db/testing/people';
import { callerOf, type PersonCaller } from '@/e2e/support/api';
import { type App, startApp } from '@/e2e/support/app';

/** The built app on temporary data, with a database that the figures' rows are written to. */
export type Stage = App & { somebody(): Promise<PersonCaller>; close(): Promise<void> };

export async function openStage(): Promise<Stage> {
  const app = await startApp();
  Object.assign(process.env, { DATABASE_URL: app.databaseUrl, AUTH_SECRET: app.authSecret });
  await db().execute(sql`insert into settings (name) values ('Bench')`);
  return {
    ...app,
    somebody: async () => callerOf(app.baseUrl, await makePerson('somebody')),
    async close() {
      await closePool();
      await app.stop();
    },
  };
}

/** Milliseconds until an answer is here whole, asked under any name: `fetch` lets nobody choose the Host header. */
export async function timeGet(
  { baseUrl }: App,
  { headers }: PersonCaller,
  { path, host }: { path: string; host: string },
): Promise<number> {
  const since = performance.now();
  const status = await new Promise<number>((resolve, reject) => {
    const asked = request(new URL(path, baseUrl), { headers: { ...headers, host } }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.once('error', reject).end();
  });
  if (status !== 200) throw new Error(`${path} answered ${status}.`);
  return performance.now() - since;
}

/** Of a process: its CPU time so far in milliseconds (Linux counts hundredths of a second), and the memory it holds in MB. */
export function spentBy(pid: number): { cpu: number; memory: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, memory: Number(kilobytes) / 1_024 };
}

export type { PersonCaller };
