import errors from './en/errors.json';

type Values = Record<string, string | number>;

/** A sentence of the errors catalogue: its key below `errors`, and what stands in its gaps. */
export type Sentence = { key: string; values: Values };

/** What a refusal looks like to the catalogue, wherever it came from. */
export type Refusal = {
  code: string;
  params?: Values | undefined;
  requestId?: string | undefined;
  /** Seconds. */
  retryAfter?: number | undefined;
};

/** What the wire says about one field. */
export type RefusedField = { reason: string; limit?: number | undefined };

/** The sentence for a refusal: by code and reason, then by code alone, then the one that fits everything. */
export function errorSentence({ code, params = {}, requestId }: Refusal): Sentence {
  const texts = lookUp(errors, code);
  if (!texts || !('any' in texts)) return { key: 'unknown.any', values: {} };
  const { reason = '' } = params;
  if (reason && reason in texts) return { key: `${code}.${reason}`, values: params };
  if (code === 'internal' && requestId) return { key: 'internal.reference', values: { requestId } };
  return { key: `${code}.any`, values: params };
}

/** The sentence for one field: by name and reason, then by reason alone. */
export function fieldSentence(name: string, { reason, limit = 0 }: RefusedField): Sentence {
  const values = { limit };
  const own = lookUp(errors.fields, name);
  if (own && reason in own) return { key: `fields.${name}.${reason}`, values };
  return { key: reason in errors.fields.any ? `fields.any.${reason}` : 'fields.any.invalid', values };
}

/** Waiting time in the unit people would use: seconds below two minutes, else whole minutes, rounded up. */
export function waitSentence(seconds: number): Sentence {
  if (seconds < 120) return { key: 'wait.seconds', values: { count: Math.max(1, Math.ceil(seconds)) } };
  return { key: 'wait.minutes', values: { count: Math.ceil(seconds / 60) } };
}

function lookUp(table: object, name: string): Record<string, unknown> | undefined {
  const found: unknown = Object.hasOwn(table, name) ? table[name as keyof typeof table] : undefined;
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : undefined;
}
