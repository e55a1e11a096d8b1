import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorsOf, driftOf } from './anchoring';

const VIEW = 600;
/** So that nothing that shrinks above the view pulls it against the upper end, where no log can hold. */
const FROM_TOP = 400;

type Step =
  | { does: 'older'; count: number }
  | { does: 'newer'; count: number }
  | { does: 'drop first'; share: number }
  | { does: 'drop last'; share: number }
  | { does: 'grow'; place: number; by: number };

type PlacedKey = { key: number; start: number; end: number };

/** A log of rows one below the other, as a browser lays it out and cuts it off below. */
class Log {
  private keys = Array.from({ length: 60 }, (_, index) => index);
  private readonly sizes = new Map<number, number>();
  private top = 0;

  constructor() {
    this.scroll(1_500);
  }

  scroll(by: number): void {
    this.top = Math.max(FROM_TOP, Math.min(this.top + by, this.height() - VIEW - 200));
  }

  /** A change, and in the same frame a turn of the wheel; then the log is let stand as it stood. */
  take(step: Step, wheel: number): void {
    const anchors = anchorsOf(this.inView());
    this.change(step);
    const furthest = this.height() - VIEW;
    const isCut = this.top > furthest;
    const before = this.top;
    this.top = isCut ? furthest : Math.max(0, Math.min(this.top + wheel, furthest));
    const scrolled = isCut ? 0 : this.top - before;
    const startOf = ({ key }: PlacedKey) => this.placed().find((row) => row.key === key)?.start ?? null;
    this.top += driftOf(anchors, startOf, scrolled);
    this.wheeled = scrolled;
  }

  /** How far the last turn of the wheel went. */
  wheeled = 0;

  /** The first row that begins in view, else the one that fills it. */
  eye(): PlacedKey {
    const [first] = anchorsOf(this.inView());
    if (!first) throw new Error('Nothing is in view.');
    return first;
  }

  pixelOf(key: number): number {
    return this.placed().find((row) => row.key === key)?.start ?? Number.NaN;
  }

  private change(step: Step): void {
    const eye = this.keys.indexOf(this.eye().key);
    if (step.does === 'older') this.keys.unshift(...this.beyond(step.count, -1));
    else if (step.does === 'newer') this.keys.push(...this.beyond(step.count, 1));
    else if (step.does === 'drop first') this.keys.splice(0, Math.floor(step.share * eye));
    else if (step.does === 'drop last') {
      const seen = eye + Math.ceil(VIEW / 20);
      this.keys.splice(seen + Math.floor((1 - step.share) * Math.max(0, this.keys.length - seen)));
    } else {
      const key = this.keys[Math.floor(step.place * eye)] ?? 0;
      this.sizes.set(key, Math.max(24, this.sizeOf(key) + step.by));
    }
  }

  private placed(): PlacedKey[] {
    let end = -this.top;
    return this.keys.map((key) => {
      const start = end;
      end += this.sizeOf(key);
      return { key, start, end };
    });
  }

  private inView(): PlacedKey[] {
    return this.placed().filter(({ start, end }) => end > 0 && start < VIEW);
  }

  private height(): number {
    return this.keys.reduce((sum, key) => sum + this.sizeOf(key), 0);
  }

  /** Between one line and a long message; the same for the same row. */
  private sizeOf(key: number): number {
    return this.sizes.get(key) ?? 24 + ((Math.abs(key) * 7_919) % 260);
  }

  private beyond(count: number, step: 1 | -1): number[] {
    const edge = (step === 1 ? this.keys.at(-1) : this.keys[0]) ?? 0;
    const keys = Array.from({ length: count }, (_, index) => edge + step * (index + 1));
    return step === 1 ? keys : keys.reverse();
  }
}

const by = fc.integer({ min: -100, max: 800 });
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const scroll = fc.integer({ min: -3_000, max: 3_000 });
const wheel = fc.integer({ min: -200, max: 200 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('older', 'newer'), count: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ does: fc.constantFrom('drop first', 'drop last'), share }),
  fc.record({ does: fc.constant('grow'), place: share, by }),
);

describe('anchorsOf and driftOf', () => {
  it('keep the first row that begins in view where it is, whatever comes, goes or grows above it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(scroll, step, wheel), { maxLength: 30 }), (turns) => {
        const log = new Log();
        for (const [way, change, turn] of turns) {
          log.scroll(way);
          const before = log.eye();
          log.take(change, turn);
          expect(log.pixelOf(before.key)).toBeCloseTo(before.start - log.wheeled, 5);
        }
      }),
    );
  });

  it('keep the beginning of a row that fills the view', () => {
    const row = { key: 1, start: -500, end: 1_500 };
    expect(anchorsOf([row])).toEqual([row]);
    expect(driftOf([row], () => -300, 0)).toBe(200);
  });

  it('go on with the next row where the first is gone, and stay where all are', () => {
    const rows = [
      { key: 1, start: -20, end: 80 },
      { key: 2, start: 80, end: 160 },
      { key: 3, start: 160, end: 300 },
    ];
    expect(anchorsOf(rows).map(({ key }) => key)).toEqual([2, 3, 1]);
    expect(driftOf(anchorsOf(rows), ({ key }) => (key === 2 ? null : 500), 0)).toBe(340);
    expect(driftOf(anchorsOf(rows), () => null, 0)).toBe(0);
  });
});
