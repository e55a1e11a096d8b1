import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSocketServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen';

const HOST = '127.0.0.1';

async function start(answer: RequestListener, port = 0) {
  const server = createServer(answer);
  const close = await listen(server, { port, host: HOST });
  onTestFinished(async () => {
    server.closeAllConnections();
    await close();
  });
  return { server, close, port: (server.address() as AddressInfo).port };
}

const ask = (port: number) => fetch(`http://${HOST}:${port}`, { headers: { connection: 'close' } });

test('a crowd comes in, whichever door it finds', async () => {
  const { port } = await start((_, response) => response.end('here'));
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => ask(port).then((answer) => answer.text())),
  );
  expect(answers).toEqual(Array.from({ length: 100 }, () => 'here'));
});

test('a port that is taken is refused, whoever has it, and stays theirs', async () => {
  const { port } = await start((_, response) => response.end('first'));
  await expect(start(() => undefined, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(await (await ask(port)).text()).toBe('first');
  const stranger = createSocketServer().listen(0, HOST);
  onTestFinished(() => void stranger.close());
  await new Promise((resolve) => stranger.once('listening', resolve));
  const taken = (stranger.address() as AddressInfo).port;
  await expect(start(() => undefined, taken)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('closing takes nobody new, and waits for answers under way behind every door', async () => {
  const waiting: (() => void)[] = [];
  const { port, close } = await start((_, response) => void waiting.push(() => response.end('late')));
  const asked = Array.from({ length: 40 }, () => ask(port).then((answer) => answer.text()));
  await expect.poll(() => waiting.length).toBe(40);
  let isClosed = false;
  const closing = close().then(() => {
    isClosed = true;
  });
  await expect(ask(port)).rejects.toThrow();
  expect(isClosed).toBe(false);
  for (const answer of waiting) answer();
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['late']));
  await closing;
});
