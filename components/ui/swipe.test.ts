import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginSwipe, endsOpen, inwards, moveSwipe, type Point, type Swipe } from './swipe';

/** A finger that goes through the points of `way`, "x,y x,y …", `every` milliseconds apart. */
function finger(way: string, every = 16): Swipe {
  const [first, ...rest] = way.split(' ').map((pair, index): Point => {
    const [x = 0, y = 0] = pair.split(',').map(Number);
    return { x, y, at: index * every };
  });
  return rest.reduce(moveSwipe, beginSwipe(first ?? { x: 0, y: 0, at: 0 }));
}

describe('the axis', () => {
  test('is not known before the finger has moved clearly', () => {
    expect(finger('100,100 108,104').axis).toBeNull();
  });

  test('is decided by the first clear movement and stays', () => {
    expect(finger('100,100 112,103 115,300').axis).toBe('x');
    expect(finger('100,100 103,112 300,115').axis).toBe('y');
  });

  test('of a slanting movement is that of scrolling', () => {
    expect(finger('100,100 115,113').axis).toBe('y');
  });
});

describe('letting go', () => {
  test('slowly, the larger part decides', () => {
    const slow = finger('0,0 60,0 120,0 121,0', 200);
    expect(endsOpen(slow, 'left', 0.6)).toBe(true);
    expect(endsOpen(slow, 'left', 0.4)).toBe(false);
  });

  test('fast, the direction decides, and of it the last moment', () => {
    expect(endsOpen(finger('0,0 30,0 60,0'), 'left', 0.2)).toBe(true);
    expect(endsOpen(finger('0,0 99,0 200,0 200,0 200,0 200,0 200,0 150,0 99,0'), 'left', 0.9)).toBe(false);
    expect(endsOpen(finger('0,0 0,30 0,60'), 'bottom', 0.9)).toBe(false);
    expect(endsOpen(finger('0,0 30,0 60,0'), 'right', 0.9)).toBe(false);
  });

  test('is the same for every edge, mirrored', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 60 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (moves, share) => {
        const along = (axis: 'x' | 'y', direction: 1 | -1) => {
          let point: Point = { x: 200, y: 200, at: 0 };
          let swipe = beginSwipe(point);
          for (const [distance, time] of moves) {
            point = { ...point, [axis]: point[axis] + distance * direction, at: point.at + time };
            swipe = moveSwipe(swipe, point);
          }
          return swipe;
        };
        const [left, right, bottom] = [along('x', 1), along('x', -1), along('y', -1)];
        expect(inwards(right, 'right')).toBeCloseTo(inwards(left, 'left'));
        expect(inwards(bottom, 'bottom')).toBeCloseTo(inwards(left, 'left'));
        expect(endsOpen(right, 'right', share)).toBe(endsOpen(left, 'left', share));
        expect(endsOpen(bottom, 'bottom', share)).toBe(endsOpen(left, 'left', share));
      }),
    );
  });
});
