import 'server-only';
import { availableParallelism } from 'node:os';
import { hash, type Options, verify } from '@node-rs/argon2';
import { AppError } from '@/lib/errors';
import { single } from '@/lib/registry';

/**
 * Argon2id as the OWASP Password Storage Cheat Sheet gives it: 19 MiB, two passes, one lane. (2 is Argon2id; its enum
 * exists only at compile time.)
 */
const parameters: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a random password nobody has: an unknown account costs what a known one does. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$7mqxL7uizZaysT7SI04bJA$YHKQ8yxQ9k6yjAnc1yBsZfpW/NZo3//Q+Bi6+Wa0rnw';

/** One hash runs some 20 ms on a thread of its own; on few cores one at a time leaves the event loop its core. */
const AT_ONCE = availableParallelism() >= 4 ? 2 : 1;
/** More waiting than this could not be served before the deadline of a request (1.9 s) anyway. */
const WAITING_MAX = 64;
/** Whoever waited longer is told to try again while that is still true: nothing was done yet. */
const WAITING_MAX_MS = 1_200;

type Queue = { running: number; waiting: (() => void)[] };

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, parameters));
}

/** False also for somebody without a password, or for nobody at all, after the same work. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const matches = await inTurn(() => verify(stored ?? NOBODYS_HASH, password));
  return matches && stored != null;
}

/** Runs `work` when a place is free; `try_again` at once when too many wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const came = performance.now();
  const queue = single<Queue>('passwords', () => ({ running: 0, waiting: [] }));
  if (queue.running >= AT_ONCE) {
    if (queue.waiting.length >= WAITING_MAX) throw tooMany();
    // The place is handed over, not given back: whoever comes meanwhile must not slip in between.
    await new Promise<void>((go) => queue.waiting.push(go));
  } else queue.running += 1;
  try {
    if (performance.now() - came > WAITING_MAX_MS) throw tooMany();
    return await work();
  } finally {
    const next = queue.waiting.shift();
    if (next) next();
    else queue.running -= 1;
  }
}

function tooMany(): AppError {
  return new AppError('try_again', 'Too many people are signing in at once.', { retryAfter: 2 });
}
