import { type Rect, Virtualizer } from '@tanstack/react-virtual';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsBelow } from './anchoring';

const VIEW = 600;
const GUESS = 60;
/** So that nothing that shrinks above the view pulls it against the upper end, where no log can hold. */
const FROM_TOP = 400;

type Step =
  | { does: 'older'; count: number }
  | { does: 'newer'; count: number }
  | { does: 'drop first'; share: number }
  | { does: 'drop last'; share: number }
  | { does: 'grow'; place: number; by: number };

/** The log's own virtualizer on a scroller that has no page around it. */
class Log {
  private keys = Array.from({ length: 60 }, (_, index) => index);
  /** What each row measures once it is drawn. */
  private readonly sizes = new Map<number, number>();
  private readonly scroller = { scrollTop: 0, scrollTo: ({ top = 0 }: ScrollToOptions) => this.moveTo(top) };
  private tellOffset: (offset: number, isScrolling: boolean) => void = () => {};
  private readonly virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;

  constructor() {
    this.virtualizer = new Virtualizer(this.options());
    this.virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, { scrollOffset }) => {
      const start = scrollOffset ?? 0;
      return holdsBelow(item, { start, end: start + VIEW });
    };
    this.render();
    this.scroll(1_500);
  }

  scroll(by: number): void {
    const room = this.virtualizer.getTotalSize() - VIEW;
    // Away from the end: who stands there follows it.
    this.moveTo(Math.max(FROM_TOP, Math.min(this.scroller.scrollTop + by, room - 200)));
    this.render();
  }

  take(step: Step): void {
    if (step.does === 'older') this.keys.unshift(...this.beyond(step.count, -1));
    else if (step.does === 'newer') this.keys.push(...this.beyond(step.count, 1));
    else if (step.does === 'drop first') this.keys.splice(0, Math.floor(step.share * this.eyeIndex()));
    else if (step.does === 'drop last') this.dropLast(step.share);
    else this.grow(step.place, step.by);
    this.render();
  }

  /** The first row that begins in view, else the one that fills it, and how far below the view's upper edge. */
  eye(): { key: number; pixel: number } {
    const item = this.virtualizer.measurementsCache[this.eyeIndex()];
    return { key: Number(item?.key), pixel: (item?.start ?? Number.NaN) - this.scroller.scrollTop };
  }

  pixelOf(key: number): number {
    return (
      (this.virtualizer.measurementsCache[this.keys.indexOf(key)]?.start ?? Number.NaN) -
      this.scroller.scrollTop
    );
  }

  private eyeIndex(): number {
    const { scrollTop } = this.scroller;
    const startOf = (index: number) => this.virtualizer.measurementsCache[index]?.start ?? 0;
    const below = this.keys.findIndex((_, index) => startOf(index) >= scrollTop);
    // None begins in view: the one above fills it.
    return Math.max(0, startOf(below) >= scrollTop + VIEW ? below - 1 : below);
  }

  private beyond(count: number, step: 1 | -1): number[] {
    const edge = (step === 1 ? this.keys.at(-1) : this.keys[0]) ?? 0;
    const keys = Array.from({ length: count }, (_, index) => edge + step * (index + 1));
    return step === 1 ? keys : keys.reverse();
  }

  private dropLast(share: number): void {
    const seen = this.eyeIndex() + Math.ceil(VIEW / 20);
    this.keys.splice(seen + Math.floor((1 - share) * Math.max(0, this.keys.length - seen)));
  }

  private grow(place: number, by: number): void {
    const key = this.keys[Math.floor(place * this.eyeIndex())];
    if (key !== undefined) this.sizes.set(key, Math.max(24, (this.sizes.get(key) ?? sizeOf(key)) + by));
  }

  private moveTo(top: number): void {
    this.scroller.scrollTop = Math.max(0, top);
    this.tellOffset(this.scroller.scrollTop, false);
  }

  /** Draws what is in view and measures it, until nothing is measured any more. */
  private render(): void {
    this.virtualizer.setOptions(this.options());
    this.virtualizer._willUpdate();
    for (let round = 0; round < 5; round += 1) {
      for (const { index, key } of this.virtualizer.getVirtualItems()) {
        this.virtualizer.resizeItem(index, this.sizes.get(Number(key)) ?? sizeOf(Number(key)));
      }
    }
    this.virtualizer.getVirtualItems();
  }

  private options() {
    const keys = [...this.keys];
    return {
      count: keys.length,
      getScrollElement: () => this.scroller as unknown as HTMLDivElement,
      estimateSize: () => GUESS,
      getItemKey: (index: number) => keys[index] ?? index,
      scrollToFn: (offset: number, { adjustments = 0 }: { adjustments?: number }) =>
        this.moveTo(offset + adjustments),
      observeElementRect: (_: unknown, tell: (rect: Rect) => void) => tell({ width: 800, height: VIEW }),
      observeElementOffset: (_: unknown, tell: (offset: number, isScrolling: boolean) => void) => {
        this.tellOffset = tell;
      },
      anchorTo: 'end' as const,
      scrollEndThreshold: 100,
      overscan: 10,
    };
  }
}

/** Between one line and a long message; the same for the same row. */
function sizeOf(key: number): number {
  return 24 + ((Math.abs(key) * 7_919) % 260);
}

const by = fc.integer({ min: -100, max: 800 });
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const scroll = fc.integer({ min: -3_000, max: 3_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('older', 'newer'), count: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ does: fc.constantFrom('drop first', 'drop last'), share }),
  fc.record({ does: fc.constant('grow'), place: share, by }),
);

describe('holdsBelow', () => {
  it('keeps the first row that begins in view where it is, whatever comes, goes or grows above it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(scroll, step), { maxLength: 30 }), (turns) => {
        const log = new Log();
        for (const [way, change] of turns) {
          log.scroll(way);
          const before = log.eye();
          log.take(change);
          expect(log.pixelOf(before.key)).toBeCloseTo(before.pixel, 5);
        }
      }),
    );
  });

  it('keeps the beginning of a row that fills the view', () => {
    expect(holdsBelow({ start: 0, end: 2_000 }, { start: 500, end: 1_100 })).toBe(false);
    expect(holdsBelow({ start: 0, end: 600 }, { start: 500, end: 1_100 })).toBe(true);
    expect(holdsBelow({ start: 600, end: 700 }, { start: 500, end: 1_100 })).toBe(false);
  });
});
