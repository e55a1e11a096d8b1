/** Lets so many go at a time; the others wait in the order they came. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  /** Throws the signal's reason if it aborts before there is a place. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.enter(signal);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const come = () => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      const go = () => {
        this.waiting.splice(this.waiting.indexOf(come), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', go, { once: true });
      this.waiting.push(come);
    });
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}
