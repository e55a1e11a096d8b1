import 'server-only';
import type { Server } from 'node:http';
import { closePool } from '@/db/client';
import { log } from '@/lib/log';
import { beginDraining } from '@/lib/operations/drain';
import { drainStreams } from '@/lib/realtime/drain';

/** After this the process ends whatever is still open; orchestrators kill at 30 s. */
const PATIENCE_MS = 28_000;
/** npm and some supervisors send one Ctrl-C twice; only a later one means "now". */
const ECHO_MS = 500;
const IDLE_CHECK_MS = 100;

/**
 * Ends the process in order when it is told to (SIGTERM, Ctrl-C, or the launcher gone): not ready, streams say
 * `bye`, `close` takes no more connections and requests finish, the pool closes. A second signal ends it at once.
 */
export function endOnSignal(server: Server, close: () => Promise<void>): void {
  let begun = 0;
  const end = (why: string): void => {
    if (begun && Date.now() - begun > ECHO_MS) process.exit(1);
    if (begun) return;
    begun = Date.now();
    log().info({ why }, 'Ending.');
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    finish(server, close).then(
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

async function finish(server: Server, close: () => Promise<void>): Promise<void> {
  beginDraining();
  await drainStreams();
  await closeAll(server, close);
  await closePool();
}

/** Ends when the last answer is out. A connection whose answer ends now goes idle only then, so we look again. */
async function closeAll(server: Server, close: () => Promise<void>): Promise<void> {
  const looking = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  await close();
  clearInterval(looking);
}
