import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compressedFiles } from './compressed-files';

const directory = mkdtempSync(join(tmpdir(), 'parlance-files-'));
mkdirSync(join(directory, 'chunks'));
writeFileSync(join(directory, 'chunks', 'a.js'), 'one()');
writeFileSync(join(directory, 'chunks', 'a.js.br'), brotliCompressSync('one()'));
writeFileSync(join(directory, 'chunks', 'only.js'), 'two()');
writeFileSync(join(directory, 'secret.br'), brotliCompressSync('secret'));

const answer = compressedFiles(directory, '/_next/static');
const server = createServer((request, response) => {
  if (!answer(request, response)) response.writeHead(404).end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  rmSync(directory, { recursive: true });
});

function ask(path: string, { accept = 'gzip, br', method = 'GET' } = {}) {
  const { port } = server.address() as AddressInfo;
  const options = { port, host: '127.0.0.1', path, method, headers: { 'accept-encoding': accept } };
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const outgoing = send(options, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        });
      });
      outgoing.on('error', reject);
      outgoing.end();
    },
  );
}

test('sends what the build compressed, for good', async () => {
  const { status, headers, body } = await ask('/_next/static/chunks/a.js?v=1');
  expect(status).toBe(200);
  expect(brotliDecompressSync(body).toString()).toBe('one()');
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'application/javascript; charset=UTF-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
});

test('says the same to HEAD, without a body', async () => {
  const { headers, body } = await ask('/_next/static/chunks/a.js', { method: 'HEAD' });
  expect(headers['content-encoding']).toBe('br');
  expect(body).toHaveLength(0);
});

test.each([
  ['a client without Brotli', '/_next/static/chunks/a.js', { accept: 'gzip' }],
  ['a file that was not compressed', '/_next/static/chunks/only.js', {}],
  ['another kind of file', '/_next/static/secret', {}],
  ['the compressed file itself', '/_next/static/chunks/a.js.br', {}],
  ['a way out', '/_next/static/chunks/../chunks/a.js', {}],
  ['another method', '/_next/static/chunks/a.js', { method: 'POST' }],
])('leaves %s to Next', async (_what, path, options) => {
  expect((await ask(path, options)).status).toBe(404);
});
