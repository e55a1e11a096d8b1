'use client';
import { useLocale } from 'next-intl';
import { relativeTo } from './relative';
import { useHydrated } from './use-hydrated';

/** How long ago something was, as of when this is drawn; the whole date on hovering. For the past, not for plans. */
export function TimeAgo({ at }: { at: string }) {
  const locale = useLocale();
  // Neither the reader's zone nor their clock are known to the server.
  const here = useHydrated();
  if (!here) return <time dateTime={at}>…</time>;
  const date = new Date(at);
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <time dateTime={at} title={whole.format(date)}>
      {textOf(date, locale)}
    </time>
  );
}

function textOf(date: Date, locale: string): string {
  const ago = relativeTo(Date.now(), date.getTime());
  if (!ago) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(date);
  // "this minute" is what Intl makes of zero; people say "now", which it makes of zero seconds.
  if (ago.value === 0) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(ago.value, ago.unit);
}
