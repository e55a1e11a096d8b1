import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { changeMembershipInput } from './contract';
import { muteChoices, muteEnd, muteUntil } from './mute';

describe('in Berlin', () => {
  beforeEach(() => void vi.stubEnv('TZ', 'Europe/Berlin'));
  afterEach(() => void vi.unstubAllEnvs());

  test.each([
    ['hour', '2026-11-20T22:30:00Z', '2026-11-20T23:30:00.000Z'],
    ['hours8', '2026-11-20T22:30:00Z', '2026-11-21T06:30:00.000Z'],
    ['tomorrow', '2026-11-20T12:00:00Z', '2026-11-21T08:00:00.000Z'],
    // After midnight there it is the 21st already, whatever the date is elsewhere.
    ['tomorrow', '2026-11-20T23:30:00Z', '2026-11-22T08:00:00.000Z'],
    ['tomorrow', '2026-12-31T12:00:00Z', '2027-01-01T08:00:00.000Z'],
    // Clocks go forward in the night to the 28th of March and back in the night to the 25th of October.
    ['tomorrow', '2026-03-28T12:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['tomorrow', '2026-10-24T12:00:00Z', '2026-10-25T08:00:00.000Z'],
    // Hours pass at one speed in such nights too.
    ['hours8', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00.000Z'],
  ] as const)('%s at %s ends at %s', (choice, now, end) => {
    expect(muteUntil(choice, new Date(now))).toBe(end);
  });
});

test('every choice is something the server takes, and mutes now', () => {
  const now = new Date();
  for (const choice of muteChoices) {
    const mutedUntil = muteUntil(choice, now);
    expect(changeMembershipInput.parse({ mutedUntil })).toEqual({ mutedUntil });
    expect(muteEnd(mutedUntil, now.getTime())).not.toBeNull();
  }
});

test('says how a mute ends, and that one which is over does not mute', () => {
  const end = '2026-11-20T12:00:00.000Z';
  expect(muteEnd(end, Date.parse(end) - 1)).toEqual(new Date(end));
  expect(muteEnd(end, Date.parse(end))).toBeNull();
  expect(muteEnd(null, 0)).toBeNull();
  expect(muteEnd(muteUntil('forever', new Date()), Date.now())).toBe('never');
});
