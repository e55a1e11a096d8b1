import { expect, test } from 'vitest';
import { type Bytes, type Sink, streamBody } from './sink';

const bytes = (size: number): Bytes => new Uint8Array(size);

/** Streams start, pull and hand over in promises of their own. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A body, what it was opened with, and what its sink told. */
function start(request: { signal: AbortSignal } = new AbortController()) {
  const told: string[] = [];
  const opened: Sink[] = [];
  const body = streamBody(request, (sink) => {
    opened.push(sink);
    sink.onDrain(() => told.push('drain'));
    sink.onClose(() => told.push('close'));
  });
  return { body, told, opened };
}

test('nothing is opened before somebody reads', async () => {
  const { body, opened } = start();
  await settled();
  expect(opened).toHaveLength(0);
  await body.cancel();
  expect(opened).toHaveLength(0);
});

test('a reader that stops makes write say no, and taking everything drains', async () => {
  const { body, told, opened } = start();
  const reader = body.getReader();
  const first = reader.read();
  await settled();
  const [sink] = opened;
  expect(sink?.write(bytes(10))).toBe(true);
  await first;
  expect(sink?.write(bytes(60_000))).toBe(true);
  expect(sink?.write(bytes(60_000))).toBe(false);
  expect(told).toEqual([]);
  await reader.read();
  await reader.read();
  const next = reader.read();
  await settled();
  expect(told).toEqual(['drain']);
  sink?.write(bytes(1));
  expect((await next).value).toHaveLength(1);
});

test.each(['abort', 'cancel', 'abort and cancel'])(
  '%s closes once, and nothing can be written',
  async (how) => {
    const controller = new AbortController();
    const { body, told, opened } = start(controller);
    const reader = body.getReader();
    const first = reader.read();
    await settled();
    opened[0]?.write(bytes(1));
    await first;
    if (how.includes('abort')) controller.abort();
    if (how.includes('cancel')) await reader.cancel();
    expect(told).toEqual(['close']);
    expect(opened[0]?.write(bytes(1))).toBe(true);
    opened[0]?.end();
    expect(told).toEqual(['close']);
  },
);

test('a request that was aborted before anybody read closes at once', async () => {
  const { body, told } = start({ signal: AbortSignal.abort() });
  await body.getReader().read();
  expect(told).toEqual(['close']);
});

test('after end the reader still takes what was written', async () => {
  const { body, told, opened } = start();
  const reader = body.getReader();
  const first = reader.read();
  await settled();
  opened[0]?.write(bytes(1));
  opened[0]?.write(bytes(2));
  opened[0]?.end();
  expect((await first).value).toHaveLength(1);
  expect((await reader.read()).value).toHaveLength(2);
  expect((await reader.read()).done).toBe(true);
  expect(told).not.toContain('close');
});
