import 'server-only';
import { isBroken, sqlState } from '@/db/client';
import { isAppError } from '@/lib/errors';

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What went wrong, for whoever runs the server, and what to do; `nothing` is what has become of the work. */
export function explain(error: unknown, nothing: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (full.has(code)) return `The disk is full. Make room, or use another one. ${nothing}`;
  const state = sqlState(error);
  if (state === '53100')
    return `The database has no space left. Make room, then do the same again. ${nothing}`;
  if (state === '42501')
    return `The database does not let us: ${error.message}. Use the role that owns its tables. ${nothing}`;
  // A sentence of ours that has its reason in it.
  if (code === '' && error.cause !== undefined && !isAppError(error)) return error.message;
  if (isBroken(error) && !('path' in error))
    return `The database went away (${error.message}). Do the same again. ${nothing}`;
  if (isAppError(error)) return `${error.message} Do the same again when it does. ${nothing}`;
  if (state !== undefined) return `The database refuses: ${error.message}. ${nothing}`;
  return /^E[A-Z]+$/.test(code) ? `${error.message}. ${nothing}` : error.message;
}
