import { describe, expect, test } from 'vitest';
import { readJson } from './body';

const request = (body: BodyInit, type = 'application/json') =>
  new Request('http://localhost/', { method: 'POST', headers: { 'content-type': type }, body });
const read = (body: BodyInit, max = 1_000, type?: string) => readJson(request(body, type), max);

test('what is sent is what comes out', async () => {
  const value = { text: 'brackets ] } in "strings"', list: [1, { deep: [true, null] }] };
  expect(await read(JSON.stringify(value))).toEqual(value);
  expect(await read('{}', 1_000, 'Application/JSON; charset=utf-8')).toEqual({});
});

test('a body that says its length is read as well, one that is missing is no JSON', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '7' };
  const told = new Request('http://localhost/', { method: 'POST', headers, body: '{"a":1}' });
  expect(await readJson(told, 7)).toEqual({ a: 1 });
  const none = new Request('http://localhost/', {
    method: 'POST',
    headers: { ...headers, 'content-length': '0' },
  });
  await expect(readJson(none, 7)).rejects.toMatchObject({ details: { reason: 'not_json' } });
});

test('another content type is 415', async () => {
  await expect(read('{}', 1_000, 'text/plain')).rejects.toMatchObject({ code: 'unsupported_type' });
});

test('too long is 413, whether the length is told or not', async () => {
  const long = JSON.stringify('x'.repeat(2_000));
  await expect(read(long)).rejects.toMatchObject({
    code: 'too_large',
    details: { params: { limit: 1_000 } },
  });
  const told = new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': String(long.length) },
    body: long,
  });
  await expect(readJson(told, 1_000)).rejects.toMatchObject({ code: 'too_large' });
  expect(told.bodyUsed).toBe(false);
  const stream = new Blob([long]).stream();
  const chunked = new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: stream,
    duplex: 'half',
  } as RequestInit);
  await expect(readJson(chunked, 1_000)).rejects.toMatchObject({ code: 'too_large' });
});

describe('refused as no JSON', () => {
  test.each([
    ['nothing', ''],
    ['half a document', '{"a":'],
    ['a key given twice', '{"a":1,"a":2}'],
    ['a key given twice, once escaped', '{"a":1,"\\u0061":2}'],
    ['__proto__', '{"__proto__":{"role":"owner"}}'],
    ['nine levels', `${'['.repeat(9)}${']'.repeat(9)}`],
  ])('%s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'invalid', details: { reason: 'not_json' } });
  });

  test('the same key in two objects is fine', async () => {
    expect(await read('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

test('bytes that are no UTF-8 are said to be that', async () => {
  await expect(read(new Uint8Array([0x22, 0xff, 0x22]))).rejects.toMatchObject({
    details: { reason: 'not_utf8' },
  });
});

test.each([
  ['whose length was told', { 'content-length': '7' }],
  ['whose length was not', {}],
])('a body %s that breaks off is refused as half of one', async (_, told: Record<string, string>) => {
  const cause = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  const body = new ReadableStream({ start: (controller) => controller.error(cause) });
  const headers = { 'content-type': 'application/json', ...told };
  const half = new Request('http://localhost/', {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit);
  await expect(readJson(half, 1_000)).rejects.toMatchObject({
    code: 'invalid',
    details: { reason: 'cut_short', cause },
  });
});

test('a megabyte of opening brackets is refused in linear time', async () => {
  const before = performance.now();
  await expect(read('['.repeat(1_000_000), 2_000_000)).rejects.toMatchObject({ code: 'invalid' });
  await expect(read(`"${'\\'.repeat(999_998)}`, 2_000_000)).rejects.toMatchObject({ code: 'invalid' });
  expect(performance.now() - before).toBeLessThan(2_000);
});
