'use client';
import { useLocale } from 'next-intl';
import { useSyncExternalStore } from 'react';

type Props = { at: string; dateStyle?: 'medium' | 'long'; timeStyle?: 'short' | null };

/** An instant in the reader's own zone. The server does not know it, so its pass leaves the place empty. */
export function LocalTime({ at, dateStyle = 'medium', timeStyle = 'short' }: Props) {
  const locale = useLocale();
  const here = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const format = new Intl.DateTimeFormat(locale, { dateStyle, ...(timeStyle && { timeStyle }) });
  return <time dateTime={at}>{here ? format.format(new Date(at)) : '…'}</time>;
}

function neverChanges() {
  return () => {};
}
