import { type ChildProcess, fork } from 'node:child_process';
import { type Duties, makeHand } from './hand';

type Order = { id: number; duty: keyof Duties; asked: object };
type Done = { id: number; result?: unknown; error?: string };
type Result<D extends keyof Duties> = Awaited<ReturnType<Duties[D]>>;

/** Processes of the generator: some listen, one sends. */
export type Crew = { ears: Hand[]; mouth: Hand };

/** Another process of this program, that does what it is told. */
export class Hand {
  #child: ChildProcess;
  #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #count = 0;

  constructor() {
    this.#child = fork(process.argv[1] ?? '', ['hand'], { serialization: 'advanced' });
    this.#child.on('message', ({ id, result, error }: Done) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    this.#child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('A process of the generator ended.'));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  ask<D extends keyof Duties>(duty: D, asked: Parameters<Duties[D]>[0]): Promise<Result<D>> {
    const order: Order = { id: this.#count++, duty, asked };
    this.#child.send(order);
    return new Promise((resolve, reject) => {
      // What comes back is what that duty answers: both ends are this file.
      this.#waiting.set(order.id, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  dismiss(): void {
    this.#child.kill();
  }
}

/** The other end: until the parent is gone. */
export function serve(): void {
  const duties = makeHand();
  process.on('disconnect', () => process.exit());
  process.on('message', ({ id, duty, asked }: Order) => void answer(id, duty, asked));
  const answer = async (id: number, duty: keyof Duties, asked: object) => {
    try {
      const result: unknown = await (duties[duty] as (asked: object) => unknown)(asked);
      process.send?.({ id, result } satisfies Done);
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.message : String(error) } satisfies Done);
    }
  };
}
