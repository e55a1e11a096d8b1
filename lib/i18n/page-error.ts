import { errorSentence } from './error-key';

/** What a page may be asked to say by its address: whole sentences, without gaps to fill. */
const tellable = [
  'not_signed_in.provider_refused',
  'not_signed_in.provider_cancelled',
  'not_allowed.email_unverified',
  'not_allowed.invite_needed',
  'not_found.any',
  'conflict.link_in_profile',
  'conflict.linked_elsewhere',
  'conflict.provider_linked',
  'conflict.signed_in',
  'expired.invite_over',
  'slow_down.any',
  'try_again.any',
] as const;

export type PageError = (typeof tellable)[number] | 'unknown.any';

/** The sentence of the errors catalogue for `?error=code.reason`; null when the address says nothing of one. */
export function pageError(value: string | string[] | undefined): PageError | null {
  if (value === undefined) return null;
  const [code = '', reason = ''] = String(value).split('.');
  const { key } = errorSentence({ code, params: { reason } });
  return tellable.find((one) => one === key) ?? 'unknown.any';
}
