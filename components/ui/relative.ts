const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

export type Relative = { value: number; unit: 'minute' | 'hour' | 'day' | 'week' };

/**
 * How long ago, in the unit people would use, rounded down and negative as `Intl.RelativeTimeFormat` wants it. Below a
 * minute, and for clocks that run ahead, zero minutes. Null from five weeks on, where only a date says anything.
 */
export function relativeTo(now: number, then: number): Relative | null {
  const seconds = Math.max(0, (now - then) / 1_000);
  if (seconds < HOUR) return { value: 0 - Math.floor(seconds / MINUTE), unit: 'minute' };
  if (seconds < DAY) return { value: 0 - Math.floor(seconds / HOUR), unit: 'hour' };
  if (seconds < WEEK) return { value: 0 - Math.floor(seconds / DAY), unit: 'day' };
  if (seconds < 5 * WEEK) return { value: 0 - Math.floor(seconds / WEEK), unit: 'week' };
  return null;
}
