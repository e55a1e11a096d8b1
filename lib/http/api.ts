import { z } from 'zod';
import { type ErrorCode, statusOf } from '@/lib/errors';

/** An answer that takes longer may still come to be; asking again must be harmless. */
const TIMEOUT_MS = 10_000;

/** What the server says, and two things only a client can meet: no answer, and an answer it cannot read. */
export type ApiErrorCode = ErrorCode | 'unreachable' | 'unreadable';

const fieldError = z.object({ reason: z.string(), limit: z.number().optional() });
const errorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().catch(''),
    requestId: z.string().catch(''),
    fields: z.record(z.string(), fieldError).optional().catch(undefined),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .catch(undefined),
    current: z.unknown().optional(),
  }),
});
export type ApiFields = Record<string, z.infer<typeof fieldError>>;
export type ApiParams = Record<string, string | number>;

type Details = {
  status: number;
  params?: ApiParams | undefined;
  fields?: ApiFields | undefined;
  current?: unknown;
  requestId?: string | undefined;
  retryAfter?: number | undefined;
  cause?: unknown;
};

/** A call that did not succeed. `message` is for developers; people read the catalogue's, by `code` and `params`. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly params: ApiParams;
  readonly fields: ApiFields;
  /** The stored state a conflicting write should look at; parse it with the contract it belongs to. */
  readonly current: unknown;
  readonly requestId: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: ApiErrorCode, message: string, details: Details) {
    super(message, { cause: details.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = details.status;
    this.params = details.params ?? {};
    this.fields = details.fields ?? {};
    this.current = details.current;
    this.requestId = details.requestId ?? '';
    this.retryAfter = details.retryAfter;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type CallOptions<S extends z.ZodType> = {
  body?: unknown;
  /** Undefined values are left out. */
  query?: Record<string, string | number | undefined>;
  /** Unknown fields are dropped: a newer server may say more. */
  answer: S;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
};

/**
 * Asks our API. Throws `ApiError`; an abort by the caller's own signal throws the signal's reason instead.
 * For an answer without a body say `answer: z.unknown()`.
 */
export async function call<S extends z.ZodType>(
  method: Method,
  path: string,
  options: CallOptions<S>,
): Promise<z.output<S>> {
  const response = await send(method, path, options);
  const body = await readBody(response, options.signal);
  if (!response.ok) throw refusal(response, body);
  const parsed = options.answer.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiError('unreadable', `${method} ${path} answered something this version cannot read.`, {
    status: response.status,
    cause: parsed.error,
  });
}

async function send(method: Method, path: string, options: CallOptions<z.ZodType>): Promise<Response> {
  const { body, signal, keepalive } = options;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  };
  if (keepalive) init.keepalive = true;
  if (body !== undefined) {
    init.headers = { 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  try {
    return await fetch(withQuery(path, options.query ?? {}), init);
  } catch (cause) {
    throw signal?.aborted ? signal.reason : unreachable(cause);
  }
}

function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The body as JSON; undefined when there is none or it is no JSON (a proxy's error page). */
async function readBody(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw signal?.aborted ? signal.reason : unreachable(cause);
  }
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    // Not ours to read; the status decides what it means.
    return undefined;
  }
}

function unreachable(cause: unknown): ApiError {
  return new ApiError('unreachable', 'The server did not answer.', { status: 0, cause });
}

function refusal(response: Response, body: unknown): ApiError {
  const told = errorAnswer.safeParse(body);
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  const { status } = response;
  if (!told.success) {
    return new ApiError(codeOfStatus(status), `Answered ${status} without a reason.`, { status, retryAfter });
  }
  const { code, message, ...details } = told.data.error;
  return new ApiError(isErrorCode(code) ? code : codeOfStatus(status), message, {
    ...details,
    status,
    retryAfter,
  });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(statusOf, code);
}

function codeOfStatus(status: number): ErrorCode {
  // Proxies answer 502 and 504 for a server that is just starting or stopping.
  if (status === 502 || status === 504) return 'try_again';
  const known = Object.entries(statusOf).find(([, value]) => value === status)?.[0];
  if (known !== undefined && isErrorCode(known)) return known;
  return status >= 500 ? 'internal' : 'invalid';
}
