import pino from 'pino';
import { env } from '@/lib/env';
import { single } from '@/lib/registry';
import { currentRequest } from '@/lib/request-scope';

/** JSON lines on stdout, one per entry whatever a value holds. */
export function log(): pino.Logger {
  return single('log', () =>
    pino({
      level: env().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      mixin: () => ({ ...currentRequest() }),
    }),
  );
}

export type DescribedError = {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: DescribedError | string;
};

/**
 * An error as the log keeps it. Drizzle's wrapper repeats the statement with its values, and Postgres' `detail` the
 * row: texts of messages, addresses, hashes. Neither is kept; what went wrong is in Postgres' own error.
 */
export function describeError(error: unknown): DescribedError | string {
  if (!(error instanceof Error))
    return typeof error === 'string' ? error : 'something that is no Error was thrown';
  if ('query' in error && 'params' in error && error.cause) return describeError(error.cause);
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: String(error.code) }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
