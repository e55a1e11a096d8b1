import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A promise, what was counted, and whether it held. */
type Finding = { promise: string; figure: string; holds: boolean };

/** What a run found out, said while it goes on and told at its end. */
export class Findings {
  #all: Finding[] = [];
  #begun = performance.now();

  say(sentence: string): void {
    const seconds = (performance.now() - this.#begun) / 1_000;
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${sentence}`);
  }

  find(promise: string, figure: string, holds: boolean): void {
    this.#all.push({ promise, figure, holds });
  }

  /** Prints the table, keeps it in `file`, and says whether all of it holds. */
  conclude(file: string): boolean {
    const width = Math.max(...this.#all.map(({ promise }) => promise.length));
    for (const { promise, figure, holds } of this.#all) {
      console.log(`${holds ? '✓' : '✗'} ${promise.padEnd(width)}  ${figure}`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(this.#all, null, 2)}\n`);
    return this.#all.length > 0 && this.#all.every(({ holds }) => holds);
  }
}
