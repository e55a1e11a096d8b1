import 'server-only';
import type { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import { findViewer } from '@/lib/auth/viewer';
import { AppError, type FieldError } from '@/lib/errors';
import { readJson } from '@/lib/http/body';
import { errorResponse } from '@/lib/http/error-response';
import { consumeLimits, type Limit } from '@/lib/http/limits';
import { requireSameOrigin } from '@/lib/http/same-origin';
import { steadily } from '@/lib/http/steadily';
import { watched } from '@/lib/http/watched';

/** One second and nine tenths, so that the 503 leaves within the two seconds we promise while the database is away. */
const DEADLINE_MS = 1_900;
const BODY_MAX_BYTES = 16 * 1024;

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type Access = 'anyone' | 'signed-in';

/** What a route accepts. It hangs on the handler as `.contract`, where the access matrix finds it. */
export type Contract<
  A extends Access = Access,
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
> = {
  /** `signed-in` unless said otherwise. */
  access?: A;
  /** Asked before all else, also before the session is read: throws when there is no room for one more. */
  admit?: () => void;
  params?: P;
  query?: Q;
  body?: B;
  /** Of the request body, in bytes; more is 413. */
  maxBytes?: number;
  /** Counted before anything of the request is read. */
  limits?: readonly Limit[];
  /** For what waits on somebody else's server; 1,900 otherwise. */
  deadlineMs?: number;
  /** Whether it may happen twice, so that it is tried again when the database broke off: as a rule what only reads. */
  repeatable?: boolean;
};

type Asked<A extends Access, P extends Schema, Q extends Schema, B extends Schema> = {
  request: Request;
  requestId: string;
  viewer: A extends 'anyone' ? Viewer | null : Viewer;
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
};

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Makes a route handler: admission, origin, session, limits, parsing, deadline and the one error table around `handle`,
 * so that a route file reads as params, body, membership, command, status. A function of a Web `Request` to a `Response`
 * with Next's signature; nothing here asks Next for its request context, so another host can call it as well.
 */
export function route<
  A extends Access = 'signed-in',
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(contract: Contract<A, P, Q, B>, handle: (asked: Asked<A, P, Q, B>) => Promise<Response>) {
  const answer = async (request: Request, context: NextContext, requestId: string): Promise<Response> => {
    contract.admit?.();
    requireSameOrigin(request);
    const viewer = await steadily(() => findViewer(request));
    if (!viewer && contract.access !== 'anyone') throw new AppError('not_signed_in', 'Sign in first.');
    await consumeLimits(contract.limits ?? [], request, viewer);
    const params = contract.params && parse(contract.params, await context.params);
    const query = contract.query && parse(contract.query, queryOf(request));
    const body =
      contract.body && parse(contract.body, await readJson(request, contract.maxBytes ?? BODY_MAX_BYTES));
    // The conditional types above say exactly this: what has a schema was parsed by it, and a viewer was required.
    const work = () => handle({ request, requestId, viewer, params, query, body } as Asked<A, P, Q, B>);
    const repeatable = contract.repeatable ?? ['GET', 'HEAD'].includes(request.method);
    return repeatable ? steadily(work) : work();
  };

  const handler = async (request: Request, context: NextContext): Promise<Response> => {
    const requestId = crypto.randomUUID();
    return watched({ request, requestId }, async () => {
      try {
        return await withDeadline(answer(request, context, requestId), contract.deadlineMs ?? DEADLINE_MS);
      } catch (error) {
        return errorResponse(error, requestId);
      }
    });
  };
  return Object.assign(handler, { contract });
}

/** Parses at the border; throws `invalid` that names each wrong field. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: Record<string, FieldError> = {};
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) fields[[...issue.path, name].join('.')] = { reason: 'unknown_field' };
    } else fields[issue.path.join('.') || 'request'] ??= fieldError(issue);
  }
  const names = Object.entries(fields).map(([name, { reason }]) => `${name} (${reason})`);
  throw new AppError('invalid', `Not accepted: ${names.join(', ')}.`, { fields });
}

function fieldError(issue: z.core.$ZodIssue): FieldError {
  if (issue.code === 'custom') {
    const { reason, limit } = issue.params ?? {};
    return {
      reason: typeof reason === 'string' ? reason : 'invalid',
      ...(typeof limit === 'number' && { limit }),
    };
  }
  if (issue.code === 'too_big')
    return { reason: issue.origin === 'string' ? 'too_long' : 'too_big', limit: Number(issue.maximum) };
  if (issue.code === 'too_small')
    return { reason: issue.origin === 'string' ? 'too_short' : 'too_small', limit: Number(issue.minimum) };
  return { reason: 'invalid' };
}

function queryOf(request: Request): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (name in query)
      throw new AppError('invalid', `${name} is given twice.`, {
        fields: { [name]: { reason: 'given_twice' } },
      });
    query[name] = value;
  }
  return query;
}

async function withDeadline(answer: Promise<Response>, deadlineMs: number): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new AppError('try_again', 'This took too long; it may or may not have happened.', {
            retryAfter: 1,
            cause: new Error(`No answer within ${deadlineMs} ms.`),
          }),
        ),
      deadlineMs,
    );
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
