import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { embeddedStore } from '@/lib/storage/testing/store';
import { bundlePrograms } from '../launch/build.mjs';
import { type StoreServer, startStore } from './server.mjs';
import { presignByHand } from './testing/sign-by-hand';
import { head } from './testing/wire';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'parlance-store-home-'));
const app = { bind: '127.0.0.1', port: 3000, publicUrl: 'http://localhost:3000' };
const incoming = join(home, 'store', 'incoming');
const MEGABYTE = 1024 * 1024;

let server: StoreServer;

// Each starts processes and waits for the disk, on a machine that runs other tests as well.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await bundlePrograms();
  server = await startStore(home, app);
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

type Keys = { accessKeyId: string; secretAccessKey: string; region: string };

function ownKeys(): Keys {
  const { S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '', S3_REGION = '' } = server.env;
  return { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY, region: S3_REGION };
}

/** An upload of `size` bytes to a store of this machine: where to, and with which headers. */
function upload(key: string, size: number, { port, keys }: { port: number; keys: Keys }) {
  const host = `127.0.0.1:${port}`;
  const headers = { 'content-length': String(size), 'content-type': 'image/png', 'if-none-match': '*' };
  const path = presignByHand({ method: 'PUT', path: `/parlance/${key}`, host, keys, headers });
  return { host, path, headers };
}

async function put(key: string, body: Buffer<ArrayBuffer>, place = { port: server.port, keys: ownKeys() }) {
  const { host, path, headers } = upload(key, body.byteLength, place);
  return fetch(`http://${host}${path}`, { method: 'PUT', headers, body });
}

function get(key: string): Promise<Response> {
  const host = `127.0.0.1:${server.port}`;
  return fetch(
    `http://${host}${presignByHand({ method: 'GET', path: `/parlance/${key}`, host, keys: ownKeys() })}`,
  );
}

test('kill -9 in the middle of an upload leaves no half object, and what was kept is whole', async () => {
  const kept = Buffer.alloc(MEGABYTE, 'k');
  expect((await put('kept', kept)).status).toBe(200);
  const { port } = server;
  const { host, path, headers } = upload('half', 2 * MEGABYTE, { port, keys: ownKeys() });
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(head('PUT', path, { host, ...headers }));
  socket.write(Buffer.alloc(1.5 * MEGABYTE));
  await expect
    .poll(() => readdirSync(incoming).map((name) => statSync(join(incoming, name)).size > 0), {
      timeout: 20_000,
    })
    .toEqual([true]);

  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  expect(readdirSync(incoming)).toHaveLength(1);
  server = await startStore(home, app);
  expect(server.port).toBe(port);
  expect(readdirSync(incoming)).toEqual([]);
  expect((await get('half')).status).toBe(404);
  expect(Buffer.from(await (await get('kept')).arrayBuffer())).toEqual(kept);
  expect((await put('half', Buffer.alloc(10))).status).toBe(200);
});

test('a body passes through without being held', async () => {
  const kilobytes = () =>
    Number(spawnSync('ps', ['-o', 'rss=', '-p', String(server.pid)], { encoding: 'utf8' }).stdout);
  const before = kilobytes();
  expect((await put('large', Buffer.alloc(200 * MEGABYTE))).status).toBe(200);
  const grown = kilobytes() - before;
  expect(before).toBeGreaterThan(0);
  expect(grown).toBeLessThan(100 * 1024);
});

test('told to end, it finishes what is under way', async () => {
  const { host, path, headers } = upload('last', 4, { port: server.port, keys: ownKeys() });
  const socket = connect(server.port, '127.0.0.1');
  const answer = once(socket, 'data');
  socket.write(`${head('PUT', path, { host, ...headers })}fo`);
  await expect.poll(() => readdirSync(incoming), { timeout: 20_000 }).toHaveLength(1);
  const stopped = server.stop();
  socket.write('ur');
  expect(String((await answer)[0])).toContain('HTTP/1.1 200');
  await stopped;
  server = await startStore(home, app);
  expect(await (await get('last')).text()).toBe('four');
});

test('a store whose launcher was killed ends by itself', async () => {
  const other = mkdtempSync(join(tmpdir(), 'parlance-store-left-'));
  const program = `
    import { startStore } from ${JSON.stringify(join(root, 'bin/store/server.mjs'))};
    const { pid } = await startStore(${JSON.stringify(other)}, ${JSON.stringify(app)});
    console.log(pid);
    setInterval(() => undefined, 1_000);`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const [line] = await once(launcher.stdout, 'data');
  const isAlive = () => {
    try {
      return process.kill(Number(line), 0);
    } catch {
      // ESRCH: nobody has this number.
      return false;
    }
  };
  expect(isAlive()).toBe(true);
  launcher.kill('SIGKILL');
  await expect.poll(isAlive, { timeout: 10_000 }).toBe(false);
  rmSync(other, { recursive: true, force: true });
});

test('a port that was asked for and is taken is a sentence; one that was remembered is replaced', async () => {
  const other = mkdtempSync(join(tmpdir(), 'parlance-store-port-'));
  await expect(startStore(other, { ...app, storePort: server.port })).rejects.toThrow(
    `Port ${server.port} is taken by another program; set STORE_PORT to a free one.`,
  );
  writeFileSync(join(other, 'store.json'), JSON.stringify({ port: server.port }));
  const second = await startStore(other, app);
  expect(second.port).not.toBe(server.port);
  await second.stop();
  rmSync(other, { recursive: true, force: true });
});

/** The store under a limit of the file size, as a quota or a full disk cuts a file off in the middle. */
async function startLimited(directory: string, keys: Keys): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn('sh', ['-c', `ulimit -f 1024 && exec "${process.execPath}" dist/store.mjs`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send({
    ...{ directory, bind: '127.0.0.1', port: 0, bucket: 'parlance', keys },
    ...{ app: { publicUrl: app.publicUrl, port: app.port }, reserveBytes: 0 },
  });
  const [{ port }] = await once(child, 'message');
  return { child, port };
}

test('a disk that is full in the middle of an upload is 507 and a sentence, and nothing stays behind', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'parlance-store-full-'));
  const { child, port } = await startLimited(directory, ownKeys());
  const place = { port, keys: ownKeys() };
  const answer = await put('large', Buffer.alloc(5 * MEGABYTE), place);
  expect(answer.status).toBe(507);
  expect(await answer.text()).toContain('The disk of this store is full. Nothing was kept.');
  expect(readdirSync(join(directory, 'incoming'))).toEqual([]);
  expect((await put('small', Buffer.alloc(10_000), place)).status).toBe(200);
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  rmSync(directory, { recursive: true, force: true });
});

test('a disk that would be full afterwards is not filled', async () => {
  const errors: unknown[] = [];
  const { store, settings } = await embeddedStore({
    reserveBytes: Number.MAX_SAFE_INTEGER,
    onError: (error) => errors.push(error),
  });
  const answer = await put('any', Buffer.alloc(10), { port: store.port, keys: settings.keys });
  expect(answer.status).toBe(507);
  expect(errors, 'whoever runs it is told').toHaveLength(1);
});
