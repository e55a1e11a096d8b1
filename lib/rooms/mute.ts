/** For how long a person wants to hear nothing from a room. */
export const muteChoices = ['hour', 'hours8', 'tomorrow', 'forever'] as const;
export type MuteChoice = (typeof muteChoices)[number];

const HOUR_MS = 3_600_000;
const MORNING_HOUR = 9;
/** Until it is turned off: an instant nobody lives to see, in four digits, as dates in JSON have them. */
const NEVER = '9999-12-31T00:00:00.000Z';

/**
 * The instant until which a room stays mute, for `mutedUntil`. Hours are hours that pass; tomorrow's nine o'clock is
 * that of the place where the person is, whatever the clocks do in the night between.
 */
export function muteUntil(choice: MuteChoice, now: Date): string {
  if (choice === 'forever') return NEVER;
  if (choice === 'tomorrow') return tomorrowMorning(now).toISOString();
  return new Date(now.getTime() + (choice === 'hour' ? 1 : 8) * HOUR_MS).toISOString();
}

function tomorrowMorning(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING_HOUR);
}

/** How a mute of this moment ends. `now`: milliseconds since 1970. */
export function muteEnd(mutedUntil: string | null, now: number): Date | 'never' | null {
  if (mutedUntil === null) return null;
  const end = new Date(mutedUntil);
  if (end.getTime() <= now) return null;
  return end.getTime() >= Date.parse(NEVER) ? 'never' : end;
}
