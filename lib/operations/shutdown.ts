import 'server-only';
import type { Server } from 'node:http';
import { closePool } from '@/db/client';
import { log } from '@/lib/log';
import { drain } from '@/lib/operations/drain';

/** After this the process ends whatever is still open; orchestrators kill at 30 s. */
const PATIENCE_MS = 28_000;

/**
 * Ends the process in order when it is told to (SIGTERM, Ctrl-C, or the launcher gone): not ready, streams say
 * `bye`, requests finish, the pool closes. A second signal ends it at once.
 */
export function endOnSignal(server: Server): void {
  let begun = false;
  const end = (why: string): void => {
    if (begun) process.exit(1);
    begun = true;
    log().info({ why }, 'Ending.');
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    finish(server).then(
      () => process.exit(0),
      (error: unknown) => {
        log().error({ err: error }, 'The end was not orderly.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  // The launcher holds this channel; without it a killed launcher would leave the port taken.
  process.on('disconnect', () => end('launcher gone'));
}

async function finish(server: Server): Promise<void> {
  for (const error of await drain()) log().error({ err: error }, 'Draining failed.');
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  await closePool();
}
