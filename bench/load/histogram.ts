/** Each bucket ends this much above the one before: no percentile is further off. */
const STEP = Math.log(1.02);

/** As it goes from one process to another. */
export type Counts = { counts: number[]; max: number };

/** Durations in microseconds, in buckets that grow with them, so that those of several processes can be added up. */
export class Histogram {
  #counts: number[] = [];
  #max = 0;

  add(micros: number): void {
    const bucket = micros <= 1 ? 0 : Math.ceil(Math.log(micros) / STEP);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#max = Math.max(this.#max, micros);
  }

  merge({ counts, max }: Counts): void {
    // Buckets that nothing fell into come over as null.
    for (const [bucket, count] of counts.entries()) {
      if (count) this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
    }
    this.#max = Math.max(this.#max, max);
  }

  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** In milliseconds; 0 when nothing was added. `share`: 0.99 for the 99th percentile. */
  percentile(share: number): number {
    let left = this.total * share;
    for (const [bucket, count] of this.#counts.entries()) {
      left -= count ?? 0;
      if (count && left <= 0) return Math.min(Math.exp(bucket * STEP), this.#max) / 1_000;
    }
    return this.#max / 1_000;
  }

  toJSON(): Counts {
    return { counts: this.#counts, max: this.#max };
  }
}

/** Milliseconds. */
export type Spread = { p50: number; p90: number; p95: number; p99: number; max: number };

export function spreadOf(all: readonly Counts[]): Spread {
  const sum = new Histogram();
  for (const counts of all) sum.merge(counts);
  const [p50, p90, p95, p99, max] = [0.5, 0.9, 0.95, 0.99, 1].map((share) => sum.percentile(share));
  return { p50: p50 ?? 0, p90: p90 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0, max: max ?? 0 };
}
