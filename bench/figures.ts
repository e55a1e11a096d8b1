import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** One line of the table: what, how much, and what it is held to. */
export type Figure = { what: string; figure: number; unit: string; limit?: number };

export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** Measures, prints the table and keeps it in `bench/results/NAME.json`. */
export async function report(name: string, measure: () => Promise<readonly Figure[]>): Promise<void> {
  const [load = 0] = loadavg();
  // Two cores busy with something else make every figure below one of theirs.
  if (load > 2) console.warn(`The machine is busy (load ${load.toFixed(1)}): the figures say little.`);
  const figures = await measure();
  for (const { what, figure, unit, limit } of figures) {
    const held = limit === undefined ? ' ' : figure <= limit ? '✓' : '✗';
    const bound = limit === undefined ? '' : `  (at most ${limit})`;
    console.log(`${held} ${what.padEnd(72)} ${figure.toFixed(1).padStart(9)} ${unit}${bound}`);
  }
  mkdirSync('bench/results', { recursive: true });
  const result = { at: new Date().toISOString(), node: process.version, load, figures };
  writeFileSync(`bench/results/${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
}
