import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { BODY_CAP_BYTES, capBody } from './body-cap';

testDatabase();

/** Answers with the length of the body it was handed, read as Next reads it. */
const server = createServer(async (incoming, response) => {
  const request = await capBody(incoming, response);
  if (!request) return;
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) bytes += chunk.byteLength;
  response.end(`${request.method} ${request.url} ${bytes}`);
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

function post(bytes: number, { chunked }: { chunked: boolean }): Promise<{ status: number; text: string }> {
  const { port } = server.address() as AddressInfo;
  const headers = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes };
  return new Promise((resolve, reject) => {
    const outgoing = send(
      { port, host: '127.0.0.1', method: 'POST', path: '/x', headers },
      async (answer) => {
        let text = '';
        for await (const chunk of answer) text += chunk;
        resolve({ status: answer.statusCode ?? 0, text });
      },
    );
    outgoing.on('error', reject);
    for (let left = bytes; left > 0; left -= 16_384) outgoing.write(Buffer.alloc(Math.min(left, 16_384), 97));
    outgoing.end();
  });
}

test.each([{ chunked: false }, { chunked: true }])('a body at the cap arrives whole (%o)', async (how) => {
  await expect(post(BODY_CAP_BYTES, how)).resolves.toEqual({
    status: 200,
    text: `POST /x ${BODY_CAP_BYTES}`,
  });
});

test.each([{ chunked: false }, { chunked: true }])('a megabyte gets 413 in our shape (%o)', async (how) => {
  const { status, text } = await post(1_000_000, how);
  expect(status).toBe(413);
  expect(JSON.parse(text)).toEqual({
    error: {
      code: 'too_large',
      message: expect.any(String),
      requestId: expect.any(String),
      params: { limit: BODY_CAP_BYTES },
    },
  });
});
