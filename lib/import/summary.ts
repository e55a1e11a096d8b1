import type { Outcome } from './import-log';
import { duration } from './progress';

const number = new Intl.NumberFormat('en');

/** What came of an import, in sentences. */
export function summary(outcome: Outcome, elapsed: number): string[] {
  const { lines, stored, known, people, rooms } = outcome;
  const rate = number.format(Math.round(lines / Math.max(elapsed / 1_000, 0.001)));
  const said = [
    `${count(stored, 'message')} imported, ${count(people, 'person', 'people')} made, ` +
      `${count(rooms, 'room')} read, in ${duration(elapsed)} (${rate} messages/s).`,
  ];
  if (known > 0)
    said.push(`${count(known, 'message')} had been imported before, and ${was(known)} left alone.`);
  if (outcome.late > 0) {
    said.push(
      `${count(outcome.late, 'message')} ${was(outcome.late)} older than the one before in the room, and took its time.`,
    );
  }
  if (outcome.cut > 0)
    said.push(`${count(outcome.cut, 'message')} ${was(outcome.cut)} too long for one, and became several.`);
  for (const { from, to } of outcome.renamed)
    said.push(`There is a room called ${from} already; the imported one is called ${to}.`);
  for (const [reason, times] of outcome.skipped) said.push(`Skipped, ${reason}: ${number.format(times)}.`);
  if (outcome.broken !== null) said.push(`${outcome.broken}. What came before that is imported.`);
  if (outcome.stopped) {
    said.push(
      'Stopped. What is imported stays; the rooms are shown when the same command has run to its end.',
    );
  }
  return said;
}

function count(times: number, one: string, many = `${one}s`): string {
  return `${number.format(times)} ${times === 1 ? one : many}`;
}

function was(times: number): string {
  return times === 1 ? 'was' : 'were';
}
