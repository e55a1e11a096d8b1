import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { storage } from './storage';
import { testStore } from './testing/store';

await testStore();

/** Every test has keys of its own, so that it can run on a store that others use as well. */
const place = () => `test/${randomUUID()}`;

async function put(key: string, bytes: Uint8Array<ArrayBuffer>, type = 'image/png'): Promise<Response> {
  const { url, headers } = await storage().presignPut({ key, type, size: bytes.byteLength });
  return fetch(url, { method: 'PUT', headers, body: bytes });
}

test('what was uploaded by a signed address is there, whole, with its type', async () => {
  const key = place();
  const bytes = randomBytes(300_000);
  expect((await put(key, bytes)).status).toBe(200);

  expect(await storage().head(key)).toEqual({ size: 300_000, type: 'image/png' });
  expect(Buffer.from(await storage().readStart(key, 4_096))).toEqual(bytes.subarray(0, 4_096));

  const url = await storage().presignGet({
    key,
    disposition: `inline; filename="a.png"; filename*=UTF-8''%C3%A4.png`,
    type: 'image/png',
    seconds: 60,
  });
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('content-disposition')).toBe(
    `inline; filename="a.png"; filename*=UTF-8''%C3%A4.png`,
  );
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});

test('the first bytes of an object that is shorter are all of it', async () => {
  const key = place();
  await put(key, Buffer.from('short'), 'text/plain');
  expect(Buffer.from(await storage().readStart(key, 4_096)).toString()).toBe('short');
});

test('an address signed at one instant is one address, and may be kept as long as it says', async () => {
  const key = place();
  await put(key, randomBytes(10));
  const signedAt = new Date(Date.now() - 60_000);
  const ask = () =>
    storage().presignGet({
      ...{ key, disposition: 'inline', type: 'image/png' },
      ...{ seconds: 1_800, signedAt, maxAge: 900 },
    });
  expect(await ask()).toBe(await ask());
  const answer = await fetch(await ask());
  expect(answer.headers.get('cache-control')).toBe('private, max-age=900, immutable');
  await answer.body?.cancel();
});

test('an object is never replaced: the same address works once', async () => {
  const key = place();
  const { url, headers } = await storage().presignPut({ key, type: 'text/plain', size: 3 });
  const send = (body: string) => fetch(url, { method: 'PUT', headers, body });
  expect((await send('one')).status).toBe(200);
  expect((await send('two')).status).toBe(412);
  expect(Buffer.from(await storage().readStart(key, 10)).toString()).toBe('one');
});

test('of uploads to one key that run together exactly one is kept', async () => {
  const key = place();
  const bodies = Array.from({ length: 8 }, (_, index) => Buffer.alloc(200_000, index));
  const statuses = await Promise.all(bodies.map(async (body) => (await put(key, body)).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  const kept = Buffer.from(await storage().readStart(key, 200_000));
  expect(kept).toEqual(bodies[statuses.indexOf(200)]);
});

test('another length, another type, or no condition is refused, and nothing is kept', async () => {
  const key = place();
  const { url, headers } = await storage().presignPut({ key, type: 'image/png', size: 4 });
  const send = async (body: string, change: Record<string, string> = {}) => {
    const sent = Object.entries({ ...headers, ...change }).filter(([, value]) => value !== '');
    const answer = await fetch(url, { method: 'PUT', headers: Object.fromEntries(sent), body });
    return answer.status;
  };
  expect(await send('longer')).toBe(403);
  expect(await send('sho')).toBe(403);
  expect(await send('four', { 'content-type': 'text/html' })).toBe(403);
  expect(await send('four', { 'if-none-match': '' })).toBe(403);
  expect(await storage().head(key)).toBeNull();
  expect(await send('four')).toBe(200);
});

test('a part is answered as a part', async () => {
  const key = place();
  await put(key, Buffer.from('0123456789'), 'text/plain');
  const url = await storage().presignGet({ key, disposition: 'inline', type: 'text/plain', seconds: 60 });
  const answer = await fetch(url, { headers: { range: 'bytes=2-4' } });
  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(await answer.text()).toBe('234');
});

test('what is not there is null, not_found, or nothing to remove', async () => {
  const key = place();
  expect(await storage().head(key)).toBeNull();
  await expect(storage().readStart(key, 10)).rejects.toMatchObject({ code: 'not_found' });
  await expect(storage().remove(key)).resolves.toBeUndefined();
});

test('what was removed is gone, for addresses signed before as well', async () => {
  const key = place();
  await put(key, randomBytes(10));
  const url = await storage().presignGet({ key, disposition: 'inline', type: 'image/png', seconds: 60 });
  await storage().remove(key);
  expect(await storage().head(key)).toBeNull();
  expect((await fetch(url)).status).toBe(404);
});

test('a listing is in the order of keys, and goes on after any of them', async () => {
  const prefix = place();
  const names = ['a', 'a-b', 'a.b', 'a/x', 'a/x/y', 'a0', 'b'];
  for (const name of [...names].reverse()) await put(`${prefix}/${name}`, Buffer.from(name), 'text/plain');
  const keysOf = async (after?: string) =>
    (await storage().list(`${prefix}/`, after)).map(({ key }) => key.slice(prefix.length + 1));
  expect(await keysOf()).toEqual(names);
  expect(await keysOf(`${prefix}/a.b`)).toEqual(names.slice(3));
  expect(await keysOf(`${prefix}/b`)).toEqual([]);
  const [first] = await storage().list(`${prefix}/a-`);
  expect(first).toMatchObject({ key: `${prefix}/a-b`, size: 3 });
  expect(Math.abs(Date.now() - Number(first?.modifiedAt))).toBeLessThan(60_000);
});

test('a key that is none is a fault, and no request', async () => {
  for (const key of [
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/../b',
    'A',
    'a b',
    'a%2fb',
    'a\n',
    '.hidden',
    'a'.repeat(513),
  ])
    await expect(storage().head(key)).rejects.toThrow('is no key of an object');
});
