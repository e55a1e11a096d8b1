import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../bin/postgres/server.mjs';
import { startStore } from '../../bin/store/server.mjs';
import { test as base } from './fixtures';
import { startServer } from './server';

/** A process of the app with a store for files of its own, which may be away for a while and keeps what it had. */
export type AppApart = {
  baseUrl: string;
  stopStore(): Promise<void>;
  startStore(): Promise<void>;
  stop(): Promise<void>;
};

export const test = base.extend<{ apart: AppApart }>({
  apart: async ({}, use) => {
    const apart = await startAppApart();
    await use(apart);
    await apart.stop();
  },
});

async function startAppApart(): Promise<AppApart> {
  const home = mkdtempSync(join(tmpdir(), 'parlance-files-'));
  const port = await findFreePort();
  const begin = () => startStore(home, { bind: '127.0.0.1', port, publicUrl: `http://localhost:${port}` });
  let store = await begin();
  const server = await startServer({ port, storeEnvironment: store.env });
  return {
    baseUrl: server.baseUrl,
    stopStore: () => store.stop(),
    async startStore() {
      store = await begin();
    },
    async stop() {
      await server.stop();
      await store.stop();
      rmSync(home, { recursive: true });
    },
  };
}
