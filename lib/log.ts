import pino from 'pino';
import { env } from '@/lib/env';
import { single } from '@/lib/registry';

/** JSON lines on stdout, one per entry whatever a value holds. */
export function log(): pino.Logger {
  return single('log', () =>
    pino({ level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime }),
  );
}
