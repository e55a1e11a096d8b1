'use client';
import { useLocale } from 'next-intl';
import { useHydrated } from './use-hydrated';

type Props = { at: string; dateStyle?: 'medium' | 'long'; timeStyle?: 'short' | null };

/** An instant in the reader's own zone. The server does not know it, so its pass leaves the place empty. */
export function LocalTime({ at, dateStyle = 'medium', timeStyle = 'short' }: Props) {
  const locale = useLocale();
  const here = useHydrated();
  const format = new Intl.DateTimeFormat(locale, { dateStyle, ...(timeStyle && { timeStyle }) });
  return <time dateTime={at}>{here ? format.format(new Date(at)) : '…'}</time>;
}
