import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureDates } from './dates';
import { measureFirstMessage } from './first-message';
import { measureMemory } from './memory';
import { measureScrolling } from './scrolling';
import { type Figure, openStage } from './stage';
import { measureSwitching } from './switching';
import { measureTyping } from './typing';

// npm run bench:reading [-- --minutes 10]: how long memory is watched while somebody scrolls.
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' } } });
const [load = 0] = loadavg();
// Two cores busy with something else make every figure below one of theirs.
if (load > 2) console.warn(`The machine is busy (load ${load.toFixed(1)}): the figures say little.`);

const stage = await openStage();
try {
  const figures: Figure[] = [
    ...(await measureScrolling(stage)),
    ...(await measureSwitching(stage)),
    ...(await measureTyping(stage)),
    ...(await measureDates(stage)),
    ...(await measureFirstMessage(stage)),
    ...(await measureMemory(stage, Number(values.minutes))),
  ];
  for (const { what, figure, unit, limit } of figures) {
    const held = limit === undefined ? ' ' : figure <= limit ? '✓' : '✗';
    const bound = limit === undefined ? '' : `  (at most ${limit})`;
    console.log(`${held} ${what.padEnd(72)} ${figure.toFixed(1).padStart(9)} ${unit}${bound}`);
  }
  mkdirSync('bench/results', { recursive: true });
  const result = { at: new Date().toISOString(), node: process.version, load, figures };
  writeFileSync('bench/results/reading-room.json', `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await stage.close();
}
