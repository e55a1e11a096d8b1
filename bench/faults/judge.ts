import { checkDelivery, type Line } from '../delivery/check';
import type { Findings } from './findings';
import type { StreamReader } from './reader';
import type { History } from './writers';

/** Holds what was sent, stored and heard against G1 to G5, each zero with the number it was counted among. */
export function judge(
  findings: Findings,
  history: History,
  heard: { table: readonly Line[]; readers: readonly StreamReader[] },
): void {
  const { sent, answered, open, statuses, reads, disagreements } = history;
  const { table, readers } = heard;
  const verdict = checkDelivery({ sent, answered, table, readers });
  const deliveries = readers.reduce((sum, { lines }) => sum + lines.length, 0);
  const zero = (promise: string, count: number, among: number, of: string) =>
    findings.find(promise, `${count} of ${among} ${of}`, count === 0 && among > 0);
  zero('G1 answered and lost', verdict.lost, answered.length, 'answered');
  zero('G1 stored and never sent', verdict.unexpected, table.length, 'stored');
  zero('G3 stored twice, or beside a hole', verdict.doubled, table.length, 'stored');
  zero('G3 answered with different places', disagreements + verdict.moved, answered.length, 'answered');
  zero('G4 never answered', open.size, sent.size, 'sent');
  zero('G5 not found on the other process after 201', reads.missed, reads.asked, 'reads');
  zero('G2 not heard', verdict.unheard, deliveries, 'deliveries');
  zero('G2 heard twice', verdict.repeated, deliveries, 'deliveries');
  zero('G2 heard in another order', verdict.reordered, deliveries, 'deliveries');
  zero('G2 heard and not stored so', verdict.invented, deliveries, 'deliveries');
  const total = (name: 'returns' | 'holes' | 'resets') =>
    readers.reduce((sum, { counts }) => sum + counts[name], 0);
  findings.say(
    `Streams came back ${total('returns')} times, found ${total('holes')} holes, were reset ${total('resets')} times.`,
  );
  findings.say(`Answers: ${Array.from(statuses, ([status, count]) => `${count} × ${status}`).join(', ')}.`);
  for (const example of verdict.first) findings.say(example);
}
