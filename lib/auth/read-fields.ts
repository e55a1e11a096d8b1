import 'server-only';
import { AppError } from '@/lib/errors';
import { readJson, readText } from '@/lib/http/body';

/** Two hundred characters of password and what surrounds them have room here several times over. */
const BODY_MAX_BYTES = 8 * 1024;

/** The fields of a form or of a JSON object: next-auth's own client sends the first, everybody else the second. */
export async function readFields(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(await readText(request, BODY_MAX_BYTES)));
  }
  const fields = await readJson(request, BODY_MAX_BYTES);
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new AppError('invalid', 'Send an object of fields.', { reason: 'not_json' });
  }
  return { ...fields };
}
