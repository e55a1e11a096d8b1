import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { expect } from '../support/fixtures';
import { isAlive, type Launcher, test } from '../support/launcher';

// Each starts Postgres and the built app several times, on a machine that runs other tests as well.
test.describe.configure({ timeout: 120_000 });

/** The first account, made with the code of the address that the launcher prints; answers its headers for writing. */
async function signUp(launcher: Launcher): Promise<Record<string, string>> {
  const [, setupCode] = /\/setup#code=(\S+)/.exec(launcher.output) ?? [];
  const origin = { Origin: launcher.url, 'Content-Type': 'application/json' };
  const answer = await fetch(`${launcher.url}/api/accounts`, {
    method: 'POST',
    headers: origin,
    body: JSON.stringify({
      name: 'Ada',
      email: 'ada@example.test',
      password: 'correct horse battery',
      setupCode,
    }),
  });
  expect(answer.status).toBe(201);
  return { ...origin, Cookie: (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '' };
}

async function firstRoom(launcher: Launcher, headers: Record<string, string>): Promise<string> {
  const { rooms } = await (await fetch(`${launcher.url}/api/rooms`, { headers })).json();
  return rooms[0].roomId;
}

/** Begins an upload and puts its bytes into the store; answers where the app is asked whether they arrived. */
async function uploadFile(launcher: Launcher, headers: Record<string, string>): Promise<string> {
  const text = 'low tide at six';
  const roomId = await firstRoom(launcher, headers);
  const asked = { roomId, name: 'tides.txt', type: 'text/plain', size: text.length };
  const begun = await fetch(`${launcher.url}/api/attachments`, {
    method: 'POST',
    headers,
    body: JSON.stringify(asked),
  });
  expect(begun.status, await begun.clone().text()).toBe(201);
  const { upload } = await begun.json();
  const put = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: text });
  expect(put.status).toBe(200);
  return `${launcher.url}/api/attachments/${upload.id}`;
}

/** Asks every 50 ms until the answer has this status; fails when that takes longer than `within` milliseconds. */
async function untilStatus(url: string, status: number, within: number): Promise<void> {
  await expect.poll(async () => (await fetch(url)).status, { intervals: [50], timeout: within }).toBe(status);
}

test('after kill -9 of everything the next start just works, and nothing is lost', async ({ launcher }) => {
  await launcher.start();
  const headers = await signUp(launcher);
  const roomId = await firstRoom(launcher, headers);
  const url = `${launcher.url}/api/rooms/${roomId}/messages/${randomUUID()}`;
  const sent = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ body: 'still here?' }) });
  expect(sent.status).toBe(201);
  const file = await uploadFile(launcher, headers);

  const before = launcher.pids();
  for (const pid of Object.values(before)) process.kill(pid, 'SIGKILL');
  await launcher.start();
  expect(launcher.output, 'the place is owned; nobody needs a code').not.toContain('#code=');
  const { message } = await (await fetch(url, { headers })).json();
  expect(message.body).toBe('still here?');
  expect((await fetch(file, { method: 'PUT', headers })).status).toBe(200);

  // The launcher alone: its server ends by itself or with the next start, and its Postgres is found.
  process.kill(launcher.pids().launcher, 'SIGKILL');
  await launcher.start();
  expect((await fetch(url, { headers })).status).toBe(200);

  const running = launcher.pids();
  const { code, took } = await launcher.signal('SIGTERM');
  expect(code, launcher.output).toBe(0);
  expect(took).toBeLessThan(10_000);
  for (const pid of Object.values(running)) expect(isAlive(pid)).toBe(false);
});

test('a Postgres that dies is started again; until then the app says so and stays', async ({ launcher }) => {
  await launcher.start();
  const headers = await signUp(launcher);
  const { server, postgres } = launcher.pids();
  // Stopped, not ended: connections hang as they do when the network is gone.
  process.kill(postgres, 'SIGSTOP');
  const begun = Date.now();
  const [ready, health] = await Promise.all([
    fetch(`${launcher.url}/api/ready`),
    fetch(`${launcher.url}/api/health`),
  ]);
  expect(health.status).toBe(200);
  expect([200, 503]).toContain(ready.status);
  expect(Date.now() - begun).toBeLessThan(2_500);

  process.kill(postgres, 'SIGKILL');
  const refused = await fetch(`${launcher.url}/api/rooms`, { headers });
  expect([200, 503]).toContain(refused.status);
  await untilStatus(`${launcher.url}/api/ready`, 200, 10_000);
  expect((await fetch(`${launcher.url}/api/rooms`, { headers })).status).toBe(200);
  expect(launcher.pids().server, 'the app was not restarted').toBe(server);
  expect(launcher.pids().postgres).not.toBe(postgres);
});

test('a store that dies is started again where it was; chat goes on meanwhile', async ({ launcher }) => {
  await launcher.start();
  const headers = await signUp(launcher);
  const file = await uploadFile(launcher, headers);
  const { server, store } = launcher.pids();
  process.kill(store, 'SIGKILL');
  expect((await fetch(`${launcher.url}/api/rooms`, { headers })).status).toBe(200);
  await expect
    .poll(async () => (await fetch(file, { method: 'PUT', headers })).status, { timeout: 20_000 })
    .toBe(200);
  const download = await fetch(file, { headers });
  expect(await download.text()).toBe('low tide at six');
  expect(launcher.pids().server, 'the app was not restarted').toBe(server);
  expect(launcher.pids().store).not.toBe(store);
});

test('told to end, it says bye to open streams and is gone within seconds', async ({ launcher }) => {
  await launcher.start();
  const headers = await signUp(launcher);
  const stream = await fetch(`${launcher.url}/api/stream`, { headers });
  expect(stream.status).toBe(200);
  const text = stream.text();
  const { code, took } = await launcher.signal('SIGINT');
  expect(code, launcher.output).toBe(0);
  expect(took).toBeLessThan(10_000);
  expect(await text).toContain('event: bye');
});

test('what is wrong is said in one sentence each, before anything is started', async ({ launcher }) => {
  const wrong = await launcher.refuse({ PORT: 'many', AUTH_SECRET: 'short', TRUSTED_PROXIES: '' });
  expect(wrong.code).toBe(1);
  expect(wrong.output).toMatch(/^PORT .*\.$/m);
  expect(wrong.output).toMatch(/^AUTH_SECRET .*\.$/m);
  expect(wrong.output.trim().split('\n')).toHaveLength(2);

  const proxies = await launcher.refuse({ TRUSTED_PROXIES: 'proxy.local' });
  expect(proxies.output.trim()).toBe(
    'TRUSTED_PROXIES holds "proxy.local", which is neither an address nor a network.',
  );

  const taken = createServer();
  await new Promise<void>((resolve) =>
    taken.listen(Number(new URL(launcher.url).port), '127.0.0.1', resolve),
  );
  const refused = await launcher.refuse({});
  taken.close();
  expect(refused).toEqual({
    code: 1,
    output: `Port ${new URL(launcher.url).port} is taken by another program; set PORT to a free one.\n`,
  });
});
