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
  const longDay = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'long' });
  const stamp = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'long', timeStyle: 'short' });
  const full = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'full', timeStyle: 'medium' });
  return {
    /** `2026-11-20` where the reader is. */
    dayOf: byTheMinute(day),
    timeOf: byTheMinute(time),
    /** "20 November 2026" */
    longDayOf: byTheMinute(longDay),
    /** "20 November 2026 at 14:03" */
    stampOf: byTheMinute(stamp),
    fullOf: (instant: string) => nameOf(full, instant),
  };
}

/** More minutes than the rows a browser holds. */
const NAMES_MAX = 1_000;

/** For formats without seconds. A log asks for the same few names each time it is drawn, and formatting is slow (15 µs). */
function byTheMinute(format: Intl.DateTimeFormat): (instant: string) => string {
  const names = new Map<number, string>();
  return (instant) => {
    const minute = Math.floor(Date.parse(instant) / 60_000);
    const known = names.get(minute);
    if (known !== undefined) return known;
    if (names.size >= NAMES_MAX) names.clear();
    const name = nameOf(format, instant);
    names.set(minute, name);
    return name;
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
  return dayFormat(locale, !sameYear).format(new Date(`${day}T00:00:00Z`));
}

/** To make one takes longer (0.05 ms) than a row has time for. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(locale: string, withYear: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${withYear}`;
  const known = dayFormats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    ...{ timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' },
    ...(withYear && { year: 'numeric' }),
  });
  dayFormats.set(key, made);
  return made;
}

/** 0 for today, 1 for yesterday, and so on; by the calendar, not by hours. */
export function daysBetween(day: string, today: string): number {
  return Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}

/** The instant at which a day (`2026-11-20`) begins on this device; null for what is no day of the calendar. */
export function instantOfDay(day: string): string | null {
  // Four digits that do not begin with 0: what Postgres and every browser read alike.
  const [, year, month, date] = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  const begin = new Date(Number(year), Number(month) - 1, Number(date));
  // The calendar carries over: 31 February would be a day in March.
  const isReal = begin.getMonth() === Number(month) - 1 && begin.getDate() === Number(date);
  return isReal ? begin.toISOString() : null;
}

/** The day so many days before `day`, both as `dayOf` names them. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
}
