import 'server-only';
import { isBroken, sqlState } from '@/db/client';
import { AppError, type ErrorDetails, isAppError, statusOf } from '@/lib/errors';
import { json } from '@/lib/http/json';
import { log } from '@/lib/log';
import { countRefusal } from '@/lib/metrics';

/** SQLSTATEs that mean "not now": cancelled, lock not had in time, no connection left, disk or memory short. */
const passing = /^(57014|55P03|53|40P01|40001)/;

/** The one place where an error becomes an answer. Refusals are told; anything unknown is logged whole and told blank. */
export function errorResponse(error: unknown, requestId: string): Response {
  const refusal = asRefusal(error);
  const { reason, fields, params, current, retryAfter } = refusal.details;
  const status = statusOf[refusal.code];
  countRefusal(refusal.code, reason);
  if (status < 500) log().info({ requestId, code: refusal.code, reason }, refusal.message);
  // There is no room for it, and nothing is broken: where it happens, it happens thousands of times a second.
  else if (refusal.details.cause === undefined)
    log().warn({ requestId, code: refusal.code }, refusal.message);
  else log().error({ requestId, err: error }, refusal.message);
  const headers: Record<string, string> = { 'X-Request-Id': requestId };
  if (retryAfter !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfter));
  const told = {
    code: refusal.code,
    message: refusal.message,
    requestId,
    ...(fields && { fields }),
    ...((params || reason) && { params: { ...params, ...(reason && { reason }) } }),
    ...(current !== undefined && { current }),
  };
  return json({ error: told }, status, headers);
}

function asRefusal(error: unknown): { code: AppError['code']; message: string; details: ErrorDetails } {
  if (isAppError(error)) return error;
  if (isBroken(error) || passing.test(sqlState(error) ?? '') || isPoolExhausted(error)) {
    return new AppError('try_again', 'The database does not answer right now.', {
      retryAfter: 1,
      cause: error,
    });
  }
  return new AppError('internal', 'Something went wrong here. The request id finds it in the log.', {
    cause: error,
  });
}

/** pg-pool's own time-out, when every connection stayed busy; it has no code. */
function isPoolExhausted(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect/.test(`${error.message} ${error.cause}`)
  );
}
