import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { connectDirectly } from '@/db/direct';
import { migrate, SCHEMA_LOCK } from '@/db/migrate';
import { testDatabase } from '@/db/testing/database';
import { testStore } from '@/lib/storage/testing/store';
import { startPostgres } from './postgres/server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { url } = testDatabase();
await testStore();
const folder = mkdtempSync(join(tmpdir(), 'parlance-backup-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in a process group of its own, as a terminal would have it. */
function start(command: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return { child, said: () => said, end: once(child, 'close').then(([code, signal]) => code ?? signal) };
}

/** An npm script on what the launcher keeps in `home`. */
async function run(home: string, ...script: string[]): Promise<{ code: number; said: string }> {
  const own = {
    DATABASE_URL: '',
    DATABASE_URL_UNPOOLED: '',
    S3_ENDPOINT: '',
    S3_BUCKET: '',
    AUTH_SECRET: '',
  };
  const keys = { S3_ACCESS_KEY_ID: '', S3_SECRET_ACCESS_KEY: '', S3_REGION: '' };
  const env = { ...own, ...keys, DATA_DIR: join(folder, home) };
  const running = start('npm', ['run', '--silent', ...script], env);
  return { code: await running.end, said: running.said() };
}

/** What `npm start` leaves at `home` after somebody came. */
async function fill(home: string): Promise<void> {
  const server = await startPostgres(join(folder, home), { disposable: true });
  await migrate(server.url, join(root, 'drizzle'));
  const client = await connectDirectly(server.url);
  await client.query(`insert into users (name) values ('ada')`);
  await client.end();
  await server.stop();
}

test('what npm start keeps at one place moves to another by two commands', { timeout: 120_000 }, async () => {
  await fill('old');
  const kept = join(folder, 'kept');
  const backup = await run('old', 'backup', '--', kept);
  expect(backup).toEqual({
    code: 0,
    said: expect.stringContaining(`The backup is in ${kept}.`),
  });
  expect(backup.said).toContain('0 messages, 1 person and 0 files (0 bytes)');
  const restored = await run('new', 'restore', '--', kept);
  // Rows are counted where they arrived before they are said to be there.
  expect(restored).toEqual({
    code: 0,
    said: expect.stringContaining('Restored 0 messages, 1 person and 0 files'),
  });
  expect(restored.said).toContain('Start Parlance.');
});

test('Ctrl-C ends it in order, with nothing left', { timeout: 60_000 }, async () => {
  const holder = await connectDirectly(url);
  await holder.query('select pg_advisory_lock($1)', [SCHEMA_LOCK]);
  const target = join(folder, 'stopped');
  const { child, said, end } = start(process.execPath, ['bin/backup.mjs', target], { DATABASE_URL: url });
  await vi.waitFor(() => expect(said()).toContain('Waiting:'), { timeout: 40_000, interval: 20 });
  process.kill(-(child.pid ?? 0), 'SIGINT');
  expect(await end).toBe(130);
  expect(said()).toContain('Stopped. No backup was kept.');
  expect(existsSync(target)).toBe(false);
  await holder.end();
});

test('a disk that fills up, as a quota cuts files off, is a sentence, and nothing is left of it', async () => {
  const target = join(folder, 'full');
  const limited = start('sh', [
    '-c',
    `ulimit -f 1 && exec "$0" dist/backup.mjs "$1"`,
    process.execPath,
    target,
  ]);
  expect(await limited.end).toBe(1);
  expect(limited.said()).toContain('The disk is full. Make room, or use another one. No backup was kept.');
  expect(existsSync(target)).toBe(false);
});

test('what is wrong with the call is said before anything is begun', async () => {
  const nothing = start(process.execPath, ['bin/restore.mjs'], { INIT_CWD: folder });
  expect(await nothing.end).toBe(1);
  expect(nothing.said()).toMatch(/^Say which backup: npm run restore -- FOLDER/);
  const missing = start(process.execPath, ['bin/restore.mjs', 'nowhere'], { INIT_CWD: folder });
  expect(await missing.end).toBe(1);
  expect(missing.said()).toBe(`There is no folder ${join(folder, 'nowhere')}.\n`);
});

test('where the launcher runs, a restore does not begin', async () => {
  const home = join(folder, 'running');
  const hold = `import { takeLock } from './bin/launch/lock.mjs';
    await takeLock(process.argv[1]); console.log('held'); setInterval(() => {}, 1_000)`;
  const launcher = start(process.execPath, ['--input-type=module', '-e', hold, home]);
  await vi.waitFor(() => expect(launcher.said()).toContain('held'), { timeout: 10_000, interval: 20 });
  const refused = await run('running', 'restore', '--', folder);
  expect(refused).toEqual({
    code: 1,
    said: expect.stringMatching(/^Parlance runs on \S+ \(process \d+\); end it,/),
  });
  launcher.child.kill();
  await launcher.end;
});
