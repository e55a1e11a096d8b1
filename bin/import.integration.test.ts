import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { generateLog } from '@/bin/generate/log.mjs';
import { db } from '@/db/client';
import { readCounters } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson } from '@/db/testing/people';

const { url } = testDatabase();
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'parlance-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Running = { child: ChildProcess; said: () => string; end: Promise<number | NodeJS.Signals | null> };

/** `npm run import -- …`, in a process group of its own as a terminal would have it. */
function start(...args: string[]): Running {
  const env = { ...process.env, DATABASE_URL: url, DATABASE_URL_UNPOOLED: '', INIT_CWD: folder };
  const child = spawn(process.execPath, ['bin/import.mjs', ...args], { cwd: root, env, detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return { child, said: () => said, end: once(child, 'close').then(([code, signal]) => code ?? signal) };
}

const signal = ({ child }: Running, name: NodeJS.Signals) => process.kill(-(child.pid ?? 0), name);

async function countMessages(): Promise<number> {
  const { rows } = await db().execute<{ count: number }>(sql`select count(*) as count from messages`);
  return rows[0]?.count ?? 0;
}

const untilThereAre = (count: number) =>
  vi.waitFor(async () => expect(await countMessages()).toBeGreaterThan(count), {
    timeout: 20_000,
    interval: 20,
  });

beforeAll(() => {
  writeFileSync(join(folder, 'log.ndjson'), [...generateLog({ lines: 12_000 })].join('\n'));
  writeFileSync(
    join(folder, 'odd.ndjson'),
    '{"room":"odd","at":"2024-05-01T12:00:00Z","author":"ada","text":"x"}\n?\n',
  );
});

test('what is wrong with the call is said before anything is begun', async () => {
  const nothing = start();
  expect(await nothing.end).toBe(1);
  expect(nothing.said()).toMatch(/^Say which file: npm run import -- FILE/);
  const missing = start('nowhere.ndjson');
  expect(await missing.end).toBe(1);
  expect(missing.said()).toBe(`There is no file ${join(folder, 'nowhere.ndjson')}.\n`);
  const unowned = start('log.ndjson');
  expect(await unowned.end).toBe(1);
  expect(unowned.said()).toContain(`Importing ${join(folder, 'log.ndjson')} into the database at 127.0.0.1:`);
  expect(unowned.said()).toContain('Nobody owns this workspace yet');
});

test('killed and interrupted, it goes on to the end without a hole or a double', {
  timeout: 120_000,
}, async () => {
  await makePerson('Owner', { role: 'owner' });
  const killed = start('log.ndjson');
  await untilThereAre(1_000);
  signal(killed, 'SIGKILL');
  expect(await killed.end).toBe('SIGKILL');
  const interrupted = start('log.ndjson');
  await untilThereAre(await countMessages());
  signal(interrupted, 'SIGINT');
  expect(await interrupted.end).toBe(130);
  expect(interrupted.said()).toContain('Stopped. What is imported stays');
  const last = start('log.ndjson');
  expect(await last.end).toBe(0);
  expect(await countMessages()).toBe(12_000);
  const again = start('log.ndjson');
  expect(await again.end).toBe(0);
  expect(again.said()).toContain('0 messages imported, 0 people made, 4 rooms read');
  const { rows } = await db().execute<{ id: string }>(sql`select id from rooms where name = 'web'`);
  const { seqs, lastSeq, createdInOrder } = await readCounters(rows[0]?.id ?? '');
  expect(seqs).toEqual(Array.from({ length: 1_448 }, (_, index) => index + 1));
  expect([lastSeq, createdInOrder]).toEqual([1_448, true]);
});

test('a bad line is named, and no failure', async () => {
  const running = start('odd.ndjson', '--source', 'odd');
  expect(await running.end).toBe(0);
  expect(running.said()).toContain('line 2 skipped: not JSON\n');
  expect(running.said()).toContain('1 message imported, 1 person made, 1 room read');
  expect(running.said()).toContain('Skipped, not JSON: 1.');
});
