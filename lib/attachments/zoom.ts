/** CSS pixels, from the middle of the stage. */
export type Point = { x: number; y: number };
/** How a picture lies on its stage: so many times as large as it fits, its middle moved to `x`, `y`. */
export type Zoom = { scale: number } & Point;
type Size = { width: number; height: number };
/** The stage, and the picture as large as it fits into it; `most`: the greatest scale. */
export type Stage = { stage: Size; fitted: Size; most: number };

export const fit: Zoom = { scale: 1, x: 0, y: 0 };
/** What a press of a key or button does. */
export const ZOOM_STEP = 1.5;
/** Every picture can be looked at closer than it fits; */
const LEAST_MOST = 3;
/** and one with more to show so close that each of its pixels is seen. */
const PIXEL = 2;

/** The stage of a picture with so many pixels of its own. Never shown larger than it is. */
export function stageOf(stage: Size, natural: Size): Stage {
  const share = Math.min(stage.width / natural.width, stage.height / natural.height, 1);
  const fitted = { width: natural.width * share, height: natural.height * share };
  return { stage, fitted, most: Math.max(LEAST_MOST, PIXEL / share) };
}

/** Closer or farther by `factor`; what is at `at` stays there, as far as the picture reaches. */
export function zoomAt(zoom: Zoom, factor: number, at: Point, stage: Stage): Zoom {
  const scale = Math.min(stage.most, Math.max(1, zoom.scale * factor));
  const change = scale / zoom.scale;
  const moved = { scale, x: at.x - (at.x - zoom.x) * change, y: at.y - (at.y - zoom.y) * change };
  return withinStage(moved, stage);
}

export function panBy(zoom: Zoom, by: Point, stage: Stage): Zoom {
  return withinStage({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, stage);
}

/** A double click: from as it fits to twice that, or to its own pixels where those are more; and back. */
export function toggleZoom(zoom: Zoom, at: Point, stage: Stage): Zoom {
  if (zoom.scale > 1) return fit;
  return zoomAt(zoom, Math.max(2, stage.most / PIXEL), at, stage);
}

/** An edge of the picture never leaves the edge of the stage; on the way along which it fits it stays in the middle. */
function withinStage({ scale, x, y }: Zoom, { stage, fitted }: Stage): Zoom {
  const most = (whole: number, seen: number) => Math.max(0, (whole * scale - seen) / 2);
  return {
    scale,
    x: clamp(x, most(fitted.width, stage.width)),
    y: clamp(y, most(fitted.height, stage.height)),
  };
}

function clamp(value: number, most: number): number {
  // Not -0, which tests tell from 0.
  return Math.min(most, Math.max(-most, value)) + 0;
}
