import { startWebSocketBridge } from '@/db/testing/websocket-bridge';
import { env } from '@/lib/env';
import { test as base } from './api';
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy';
import { type Server, startServer } from './server';

/** Two processes as Vercel would run them, on one database that `proxy` leads to; for all tests of a worker. */
type Vercel = { one: Server; other: Server; proxy: DatabaseProxy };

export const test = base.extend<object, { vercel: Vercel }>({
  vercel: [
    async ({}, use) => {
      const bridge = await startWebSocketBridge();
      const proxy = await startDatabaseProxy(env().DATABASE_URL);
      const settings = { databaseUrl: proxy.url, likeVercel: { bridge: bridge.address } };
      const [one, other] = await Promise.all([startServer(settings), startServer(settings)]);
      await use({ one, other, proxy });
      for (const server of [one, other]) {
        // One that a test left frozen would not hear that it is to end.
        process.kill(server.pid, 'SIGCONT');
        await server.stop();
      }
      await proxy.stop();
      await bridge.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});
