import { useTranslations } from 'next-intl';
import {
  errorSentence,
  fieldSentence,
  type Refusal,
  type RefusedField,
  type Sentence,
  waitSentence,
} from './error-key';

/** Puts what was thrown into words: `ApiError`s by code and reason, everything else as "something went wrong". */
export function useErrorText(): (error: unknown) => string {
  const say = useSentence();
  return (error) => {
    if (!isRefusal(error)) return say({ key: 'unknown.any', values: {} });
    if (error.code === 'slow_down' && error.retryAfter !== undefined) {
      return say({ key: 'slow_down.wait', values: { wait: say(waitSentence(error.retryAfter)) } });
    }
    return say(errorSentence(error));
  };
}

/** Puts the error of one field into words. */
export function useFieldText(): (name: string, error: RefusedField) => string {
  const say = useSentence();
  return (name, error) => say(fieldSentence(name, error));
}

function useSentence(): (sentence: Sentence) => string {
  const t = useTranslations('errors');
  // error-key.ts only makes keys it has seen in the catalogue; the type of all of them is wider than it can say.
  return ({ key, values }) => t(key as Parameters<typeof t>[0], values);
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
