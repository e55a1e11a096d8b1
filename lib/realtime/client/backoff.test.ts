import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '@/lib/realtime/client/backoff';

const almostOne = 1 - Number.EPSILON;

describe('backoffMs', () => {
  it('doubles its ceiling from one second and stops at thirty', () => {
    const ceilings = [0, 1, 2, 3, 4, 5, 6, 50].map((failures) => backoffMs(failures, almostOne));
    expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('spreads over everything below the ceiling', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.double({ min: 0, max: almostOne, noNaN: true }), (failures, random) => {
        const ceiling = backoffMs(failures, almostOne);
        const wait = backoffMs(failures, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(ceiling);
        expect(Math.abs(wait - random * ceiling)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
