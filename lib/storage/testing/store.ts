import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type RunningStore, type StoreSettings, serveStore } from '@/bin/store/serve';

/** What S3_* say about a store. */
export type TestStore = { endpoint: string; bucket: string; keys: StoreSettings['keys'] };

/**
 * A store of this test file's own, or the one at TEST_S3_ENDPOINT (with TEST_S3_BUCKET, TEST_S3_ACCESS_KEY_ID and
 * TEST_S3_SECRET_ACCESS_KEY). Await it at the top of the file, before anything reads the environment: from then on
 * `storage()` is that store, or whatever is at `endpoint`.
 */
export async function testStore(endpoint?: string): Promise<TestStore> {
  const store = { ...(givenStore() ?? (await startStore())), ...(endpoint && { endpoint }) };
  Object.assign(process.env, {
    // Whoever needs a database says so by `testDatabase()`, which is called first.
    DATABASE_URL: process.env['DATABASE_URL'] ?? 'postgres://unused',
    AUTH_SECRET: process.env['AUTH_SECRET'] ?? 'a secret for tests, at least 32 characters',
    S3_ENDPOINT: store.endpoint,
    S3_BUCKET: store.bucket,
    S3_ACCESS_KEY_ID: store.keys.accessKeyId,
    S3_SECRET_ACCESS_KEY: store.keys.secretAccessKey,
    S3_REGION: store.keys.region,
  });
  return store;
}

function givenStore(): TestStore | undefined {
  const given = (name: string) => process.env[`TEST_S3_${name}`] ?? '';
  if (given('ENDPOINT') === '') return undefined;
  const [accessKeyId, secretAccessKey] = [given('ACCESS_KEY_ID'), given('SECRET_ACCESS_KEY')];
  const region = given('REGION') || 'auto';
  return {
    endpoint: given('ENDPOINT'),
    bucket: given('BUCKET'),
    keys: { accessKeyId, secretAccessKey, region },
  };
}

async function startStore(): Promise<TestStore> {
  const { store, settings } = await embeddedStore();
  const { bucket, keys } = settings;
  return { endpoint: `http://127.0.0.1:${store.port}`, bucket, keys };
}

/** An embedded store in this process, on a free port and an empty directory; gone after the test file. */
export async function embeddedStore(
  change: Partial<StoreSettings> = {},
): Promise<{ store: RunningStore; settings: StoreSettings }> {
  const directory = mkdtempSync(join(tmpdir(), 'parlance-store-'));
  const settings: StoreSettings = {
    directory,
    bind: '127.0.0.1',
    port: 0,
    bucket: 'parlance',
    keys: {
      accessKeyId: 'test',
      secretAccessKey: randomBytes(16).toString('hex'),
      region: 'auto',
    },
    app: { publicUrl: 'http://localhost:3000', port: 3000 },
    reserveBytes: 0,
    // Past whoever handles the request: what is not expected fails the test run.
    onError: (error) => {
      setImmediate(() => {
        throw error;
      });
    },
    ...change,
  };
  const store = await serveStore(settings);
  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return { store, settings };
}
