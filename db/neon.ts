import { neonConfig, Pool } from '@neondatabase/serverless';
import type pg from 'pg';
import { WebSocket } from 'ws';

/** The hosts of Neon's own service. */
const NEON = /\.neon\.(tech|build)$/;

/** Whether the database at `url` is Neon's. */
export function isNeon(url: string): boolean {
  return NEON.test(new URL(url).hostname);
}

/**
 * A pool that reaches Postgres through WebSockets, as Neon offers it: connections are open sooner than by TCP and
 * TLS. `proxy` (host:port) is a bridge from WebSockets to TCP of one's own, in the clear, instead of Neon's.
 */
export function makeNeonPool(config: pg.PoolConfig, proxy?: string): pg.Pool {
  // Node 20 has no WebSocket of its own, and one way is enough to test.
  neonConfig.webSocketConstructor = WebSocket;
  if (proxy !== undefined) {
    neonConfig.useSecureWebSocket = false;
    neonConfig.wsProxy = (host, port) => `${proxy}/?address=${host}:${port}`;
    // Sent together with the password only where that goes in the clear, as Neon asks for it inside TLS.
    neonConfig.pipelineConnect = false;
  }
  // The driver is pg's own code with another socket; only the two packages' types do not know each other.
  return new NeonPool(config) as unknown as pg.Pool;
}

/** WebSockets fail by events, which are no errors: whoever connects is given one that says what pg's would. */
class NeonPool extends Pool {
  // Two overloads; nothing of ours calls the one with a callback.
  override connect = (async () => {
    try {
      return await super.connect();
    } catch (failure) {
      throw asError(failure);
    }
  }) as Pool['connect'];
}

/** An Error for anything a driver may throw. */
export function asError(failure: unknown): Error {
  if (failure instanceof Error) return failure;
  const told = failure as { message?: unknown; error?: unknown };
  const cause = told?.error instanceof Error ? told.error : undefined;
  const code = cause && 'code' in cause ? cause.code : 'ECONNRESET';
  return Object.assign(new Error(String(told?.message ?? 'The connection failed.'), { cause }), { code });
}
