import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { GET as health } from '@/app/api/health/route';
import { GET as metrics } from '@/app/api/metrics/route';
import { PUT as send } from '@/app/api/rooms/[roomId]/messages/[messageId]/route';
import { GET as listRooms } from '@/app/api/rooms/route';
import { closePool } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { env } from '@/lib/env';
import { ask } from '@/lib/http/testing/ask';
import { startTracing } from './tracing';

testDatabase();

const token = 'a-token-for-prometheus';

/** As Prometheus asks. */
async function scrape(given: string = token): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${given}` };
  const response = await metrics(new Request('http://localhost:3000/api/metrics', { headers }));
  return { status: response.status, text: await response.text() };
}

afterAll(closePool);

test('without the token, or without one being set, there is nothing there', async () => {
  env().METRICS_TOKEN = undefined;
  expect((await scrape()).status).toBe(404);
  env().METRICS_TOKEN = token;
  expect((await scrape('another-token-as-long')).status).toBe(404);
  expect((await scrape()).status).toBe(200);
});

test('what was done is counted, and nothing names anybody', async () => {
  const ada = await makePerson('Ada');
  const grace = await makePerson('Grace');
  const room = await makeRoom({ members: [ada] });
  const id = crypto.randomUUID();
  const params = { roomId: room.id, messageId: id };
  const said = { method: 'PUT', params, body: { body: 'hello' } };
  expect((await ask(send, { as: ada, ...said })).status).toBe(201);
  expect((await ask(send, { as: grace, ...said })).status).toBe(404);
  const { text } = await scrape();
  expect(text).toContain('parlance_request_seconds_count{method="PUT",status="201"} 1');
  expect(text).toContain('parlance_refusals_total{code="not_found",reason=""}');
  // Of two statements one stored a message.
  expect(text).toContain('parlance_send_batch_messages_sum 1');
  expect(text).toMatch(/^parlance_pool_connections [1-9]/m);
  expect(text).toContain('parlance_streams 0');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}|Ada|hello/);
});

test('a request is a span where traces are wanted, and sent to the collector', async () => {
  const spans: string[] = [];
  const collector = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => spans.push(chunk));
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  env().OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
  const flush = startTracing();
  expect((await ask(listRooms)).status).toBe(401);
  await flush();
  collector.close();
  expect(spans.join('')).toContain('API GET');
  expect(spans.join('')).toContain('http.response.status_code');
});

test('with the database away, health and metrics answer', async () => {
  await closePool();
  env().DATABASE_URL = 'postgres://nobody@127.0.0.1:1/nothing';
  expect(
    (await ask(listRooms, { as: { userId: crypto.randomUUID(), sessionId: crypto.randomUUID() } })).status,
  ).toBe(503);
  expect((await health()).status).toBe(200);
  const { status, text } = await scrape();
  expect(status).toBe(200);
  expect(text).toContain('parlance_refusals_total{code="try_again",reason=""} 1');
});
