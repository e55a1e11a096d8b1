import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { routes } from 'parlance:api-routes';
import next from 'next';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { capBody } from '@/lib/operations/body-cap';
import { compressedFiles } from '@/lib/operations/compressed-files';
import { sealForwarding, trustedProxies } from '@/lib/operations/forwarding';
import { beginHousekeeping } from '@/lib/operations/housekeeping';
import { listen } from '@/lib/operations/listen';
import { nativeApi } from '@/lib/operations/native-api';
import { requireSchema } from '@/lib/operations/release';
import { securityHeaders } from '@/lib/operations/security-headers';
import { endOnSignal } from '@/lib/operations/shutdown';

/** The host outside Vercel: node:http, with the API on it, in front of Next, which has the pages. */
async function serve(): Promise<void> {
  const { API_HOST, BIND, PORT, PUBLIC_URL, TRUSTED_PROXIES } = env();
  const security = securityHeaders({ https: PUBLIC_URL.startsWith('https:') });
  const trusted = trustedProxies(TRUSTED_PROXIES);
  await requireSchema();
  const app = next({ dev: false, hostname: BIND, port: PORT });
  const handle = app.getRequestHandler();
  await app.prepare();
  const answerCompressed = compressedFiles('.next/static', '/_next/static');
  const answerNatively = API_HOST === 'native' ? nativeApi(routes) : () => false;

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    sealForwarding(incoming, trusted);
    for (const [name, value] of security) response.setHeader(name, value);
    if (answerCompressed(incoming, response)) return;
    const request = await capBody(incoming, response);
    if (request && !answerNatively(request, response)) await handle(request, response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      // Usually a client that went away in the middle of its body; nobody is left to be told.
      log().warn({ err: error }, 'A request ended early.');
      response.destroy();
    });
  });
  // For slow senders. None of these ends an answer that is still being written: streams stay open.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  // Longer than the usual 60 s of a proxy, which must be the one that closes an idle connection.
  server.keepAliveTimeout = 65_000;
  const close = await listen(server, { port: PORT, host: BIND });
  endOnSignal(server, close);
  beginHousekeeping();
  log().info({ bind: BIND, port: PORT }, 'Serving.');
}

await serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
