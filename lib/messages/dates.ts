/** Names days and times for one reader. `timeZone` undefined: the device's own. */
export function dateNames(locale: string, timeZone: string | undefined) {
  const zone = timeZone ? { timeZone } : {};
  const day = new Intl.DateTimeFormat('en-CA', {
    ...zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: 'numeric', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'full', timeStyle: 'medium' });
  return {
    /** `2026-11-20` where the reader is. */
    dayOf: (instant: string) => nameOf(day, instant),
    timeOf: (instant: string) => nameOf(time, instant),
    fullOf: (instant: string) => nameOf(full, instant),
  };
}
/** A newer server may say an instant in a way we cannot read; then there is no name, and the row stays. */
function nameOf(format: Intl.DateTimeFormat, instant: string): string {
  const milliseconds = Date.parse(instant);
  return Number.isNaN(milliseconds) ? '' : format.format(milliseconds);
}

export type DateNames = ReturnType<typeof dateNames>;

/** "Friday, 20 November"; with the year when it is another than `today`'s. `day` and `today` as `dayOf` names them. */
export function dayName(locale: string, day: string, today: string): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** 0 for today, 1 for yesterday, and so on; by the calendar, not by hours. */
export function daysBetween(day: string, today: string): number {
  return Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}
