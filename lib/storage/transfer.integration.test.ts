import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Place } from './client';
import { embeddedStore } from './testing/store';
import { openTransfer } from './transfer';

type Embedded = Awaited<ReturnType<typeof embeddedStore>>;

function placeOf({ store, settings }: Embedded): Place {
  const { region, ...keys } = settings.keys;
  return {
    endpoint: `http://127.0.0.1:${store.port}`,
    bucket: settings.bucket,
    region,
    pathStyle: true,
    keys,
  };
}

const place = placeOf(await embeddedStore());
const transfer = openTransfer({ ...place, publicEndpoint: 'http://browsers.example' });
const newKey = () => `test/${randomUUID()}`;
const source = (bytes: Uint8Array) => Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]);

test('an object goes there and back whole, by the store’s own address, whatever browsers are told', async () => {
  const [key, bytes] = [newKey(), randomBytes(3_000_000)];
  expect(await transfer.read(key)).toBeNull();
  await transfer.write(key, { size: bytes.byteLength, type: 'image/png' }, source(bytes));
  expect(await transfer.head(key)).toEqual({ size: bytes.byteLength, type: 'image/png' });
  const object = await transfer.read(key);
  expect(object?.size).toBe(bytes.byteLength);
  expect(object && (await buffer(object.body)).equals(bytes)).toBe(true);
});

test('what is there already stays, and is no failure', async () => {
  const key = newKey();
  for (const text of ['first', 'other'])
    await transfer.write(key, { size: 5, type: 'text/plain' }, source(Buffer.from(text)));
  const object = await transfer.read(key);
  expect(object && (await buffer(object.body)).toString()).toBe('first');
});

test('a store without room, and one that does not let us, say so', async () => {
  const full = await embeddedStore({ reserveBytes: Number.MAX_SAFE_INTEGER, onError: () => undefined });
  const write = (at: Place) =>
    openTransfer(at).write(newKey(), { size: 20, type: 'text/plain' }, source(Buffer.alloc(20)));
  await expect(write(placeOf(full))).rejects.toThrow(/^The store at http:\S+ has no room left\.$/);
  const stranger = { ...place.keys, secretAccessKey: 'guessed' };
  await expect(write({ ...place, keys: stranger })).rejects.toThrow(
    /^The store refuses test\/\S+ \(403, SignatureDoesNotMatch\)\.$/,
  );
});

test('a body that is shorter than was said is refused, and nothing is kept', async () => {
  const key = newKey();
  const write = transfer.write(key, { size: 100, type: 'text/plain' }, source(Buffer.alloc(20)));
  await expect(write).rejects.toThrow('An object has 20 bytes instead of 100.');
  expect(await transfer.head(key)).toBeNull();
});

test('a source that fails is the failure', async () => {
  const failing = Readable.from(
    (async function* () {
      yield Buffer.alloc(10);
      throw new Error('the disk has a hole');
    })(),
  );
  const write = transfer.write(newKey(), { size: 100, type: 'text/plain' }, failing);
  await expect(write).rejects.toThrow('the disk has a hole');
});
