/**
 * What somebody heard of a room: which of the generator's messages, how often, in which order. Small enough for
 * thousands of listeners: a bit for each message and one number for the order of all.
 */
export class Heard {
  count = 0;
  repeated = 0;
  order = 0;
  #bits = new Uint8Array(128);

  add(n: number): void {
    if (this.has(n)) {
      this.repeated += 1;
      return;
    }
    const at = n >> 3;
    if (at >= this.#bits.length) {
      const more = new Uint8Array(Math.max(at + 1, this.#bits.length * 2));
      more.set(this.#bits);
      this.#bits = more;
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (n & 7));
    this.count += 1;
    this.order = (Math.imul(this.order, 31) + n + 1) | 0;
  }

  has(n: number): boolean {
    return ((this.#bits[n >> 3] ?? 0) & (1 << (n & 7))) !== 0;
  }
}

/** Summed over listeners; `reordered` counts listeners, the others messages. */
export type Faults = { lost: number; repeated: number; reordered: number; unexpected: number };

export const noFaults = (): Faults => ({ lost: 0, repeated: 0, reordered: 0, unexpected: 0 });

/** Holds what was heard of a room against the order of its messages. */
export function faultsOf(
  heard: Heard,
  messages: readonly number[],
  whole: Heard = heardOf(messages),
): Faults {
  const faults = { ...noFaults(), repeated: heard.repeated };
  if (heard.order === whole.order && heard.count === whole.count) return faults;
  for (const n of messages) if (!heard.has(n)) faults.lost += 1;
  faults.unexpected = heard.count - (messages.length - faults.lost);
  faults.reordered = faults.lost === 0 && faults.unexpected === 0 ? 1 : 0;
  return faults;
}

export function heardOf(messages: readonly number[]): Heard {
  const heard = new Heard();
  for (const n of messages) heard.add(n);
  return heard;
}
