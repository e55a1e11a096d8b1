import { expect, it } from 'vitest';
import { beginSwipe, moveSwipe } from '@/components/ui/swipe';
import { swipeEnd } from './swipe-end';

/** A finger that goes through these places, 50 ms between them. */
function swipe(...places: [x: number, y: number][]) {
  const [first, ...rest] = places.map(([x, y], step) => ({ x, y, at: step * 50 }));
  return rest.reduce(moveSwipe, beginSwipe(first ?? { x: 0, y: 0, at: 0 }));
}

it.each([
  ['far to the left', 'next', swipe([300, 0], [200, 0], [195, 0], [192, 0], [190, 0])],
  ['far to the right', 'previous', swipe([0, 0], [100, 5], [105, 5], [108, 5], [110, 5])],
  ['a short way, fast', 'next', swipe([300, 0], [270, 0])],
  ['a short way, slowly', 'stay', swipe([300, 0], [290, 0], [285, 0], [280, 0], [275, 0])],
  ['far, and fast back', 'stay', swipe([300, 0], [150, 0], [190, 0], [230, 0])],
  ['down', 'close', swipe([0, 0], [5, 100], [5, 102], [5, 104], [5, 105])],
  ['nowhere', 'stay', swipe([0, 0], [2, 2])],
])('a finger that goes %s means: %s', (_, meant, way) => {
  expect(swipeEnd(way)).toBe(meant);
});
