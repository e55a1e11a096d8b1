/** Where a finger was, in CSS pixels, and when, in milliseconds of any clock. */
export type Point = { x: number; y: number; at: number };
export type Axis = 'x' | 'y';
/** The edge of the screen at which a panel lies. */
export type Edge = 'left' | 'right' | 'bottom';

/** A finger's way so far; only the last moments of it are kept. */
export type Swipe = { from: Point; axis: Axis | null; trail: readonly Point[] };

/** Until it has gone so far, nobody knows what a finger is about. */
const SLOP = 10;
/** A swipe over a text that scrolls is one only if it is clearly not scrolling. */
const STEEPNESS = 1.5;
/** The speed of letting go is that of the last moments, not of the whole way. */
const TRAIL_MS = 100;
/** Faster than this, in pixels per millisecond, the direction decides and not the distance. */
const FLING = 0.35;

export function beginSwipe(from: Point): Swipe {
  return { from, axis: null, trail: [from] };
}

/** The axis is decided once, by the first clear movement; a finger that set out to scroll never swipes. */
export function moveSwipe(swipe: Swipe, to: Point): Swipe {
  const trail = [...swipe.trail.filter(({ at }) => to.at - at <= TRAIL_MS), to];
  return { ...swipe, axis: swipe.axis ?? axisBetween(swipe.from, to), trail };
}

function axisBetween(from: Point, to: Point): Axis | null {
  const [across, along] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  if (Math.max(across, along) < SLOP) return null;
  return across > along * STEEPNESS ? 'x' : 'y';
}

export function axisOf(edge: Edge): Axis {
  return edge === 'bottom' ? 'y' : 'x';
}

/** How far the finger has gone towards the middle of the screen, negative: towards the panel's edge. Pixels. */
export function inwards(swipe: Swipe, edge: Edge): number {
  return (lastOf(swipe)[axisOf(edge)] - swipe.from[axisOf(edge)]) * sign(edge);
}

/** Whether the panel stays open when the finger lets go; `share` of it is in sight, 0 to 1. */
export function endsOpen(swipe: Swipe, edge: Edge, share: number): boolean {
  const last = lastOf(swipe);
  const first = swipe.trail[0] ?? last;
  const axis = axisOf(edge);
  const speed = ((last[axis] - first[axis]) * sign(edge)) / Math.max(1, last.at - first.at);
  return Math.abs(speed) > FLING ? speed > 0 : share >= 0.5;
}

function lastOf({ trail, from }: Swipe): Point {
  return trail.at(-1) ?? from;
}

function sign(edge: Edge): 1 | -1 {
  return edge === 'left' ? 1 : -1;
}
