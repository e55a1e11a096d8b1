import { expect, it } from 'vitest';
import { dateNames, dayName, daysBetween } from './dates';

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
