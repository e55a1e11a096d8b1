import { expect, it } from 'vitest';
import { dateNames, dayName, daysBefore, daysBetween, instantOfDay } from './dates';

it('names the day where the reader is', () => {
  const instant = '2026-11-20T23:30:00Z';
  expect(dateNames('en', 'UTC').dayOf(instant)).toBe('2026-11-20');
  expect(dateNames('en', 'Asia/Tokyo').dayOf(instant)).toBe('2026-11-21');
});

it('has no name for what is no instant', () => {
  expect(dateNames('en', 'UTC').dayOf('')).toBe('');
  expect(dateNames('en', 'UTC').fullOf('soon')).toBe('');
});

it('counts days by the calendar, also over a change of clocks and a year', () => {
  expect(daysBetween('2026-11-20', '2026-11-20')).toBe(0);
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
});

it('tells the year only of another year', () => {
  expect(dayName('en', '2026-11-20', '2026-11-25')).toBe('Friday, November 20');
  expect(dayName('en', '2025-11-20', '2026-01-01')).toBe('Thursday, November 20, 2025');
});

it('finds the instant at which a day begins here', () => {
  expect(instantOfDay('2026-03-29')).toBe(new Date(2026, 2, 29).toISOString());
  expect(instantOfDay('2024-02-29')).toBe(new Date(2024, 1, 29).toISOString());
});

it.each(['banana', '', '2026-02-31', '2026-13-01', '2026-00-10', '26-01-01', '0099-01-01', '12026-01-01'])(
  'knows that %j is no day',
  (text) => expect(instantOfDay(text)).toBeNull(),
);

it('counts days back by the calendar', () => {
  expect(daysBefore('2026-11-20', 0)).toBe('2026-11-20');
  expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29');
  expect(daysBefore('2026-01-03', 7)).toBe('2025-12-27');
});
