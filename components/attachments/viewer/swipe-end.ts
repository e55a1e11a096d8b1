import type { Swipe } from '@/components/ui/swipe';

/** So far, or so fast, a picture is pushed aside: pixels, and pixels per millisecond. */
const FAR = 90;
const FAST = 0.35;

/** What a finger meant that pushed a picture, when it is lifted: sideways another one, up or down to be done. */
export function swipeEnd({ axis, from, trail }: Swipe): 'previous' | 'next' | 'close' | 'stay' {
  const last = trail.at(-1) ?? from;
  const first = trail[0] ?? last;
  if (axis === null) return 'stay';
  const way = last[axis] - from[axis];
  const speed = (last[axis] - first[axis]) / Math.max(1, last.at - first.at);
  // Who goes back at the end thought better of it.
  const isMeant = Math.abs(speed) > FAST ? speed * way > 0 : Math.abs(way) > FAR;
  if (!isMeant) return 'stay';
  if (axis === 'y') return 'close';
  return way > 0 ? 'previous' : 'next';
}
