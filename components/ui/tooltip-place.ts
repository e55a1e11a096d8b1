export type Side = 'top' | 'bottom' | 'left' | 'right';
type Size = { width: number; height: number };
type Place = { left: number; top: number };
type Box = Size & Place;

/** Between a button and its tooltip, in pixels. */
const GAP = 6;
/** No tooltip comes closer to the window's edge. */
const MARGIN = 8;
const opposite: Record<Side, Side> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** Where a tooltip stands: on the wanted side of its button, on the other where that has no room, never outside. */
export function placeTooltip(button: Box, tip: Size, viewport: Size, side: Side): Place {
  const wanted = beside(button, tip, side);
  const other = beside(button, tip, opposite[side]);
  const hasRoom = isUpright(side)
    ? ({ top }: Place) => top >= 0 && top + tip.height <= viewport.height
    : ({ left }: Place) => left >= 0 && left + tip.width <= viewport.width;
  const chosen = !hasRoom(wanted) && hasRoom(other) ? other : wanted;
  return {
    left: clamp(chosen.left, viewport.width - tip.width),
    top: clamp(chosen.top, viewport.height - tip.height),
  };
}

function beside(button: Box, tip: Size, side: Side): Place {
  const centred = {
    left: button.left + (button.width - tip.width) / 2,
    top: button.top + (button.height - tip.height) / 2,
  };
  if (side === 'top') return { ...centred, top: button.top - GAP - tip.height };
  if (side === 'bottom') return { ...centred, top: button.top + button.height + GAP };
  if (side === 'left') return { ...centred, left: button.left - GAP - tip.width };
  return { ...centred, left: button.left + button.width + GAP };
}

function isUpright(side: Side): boolean {
  return side === 'top' || side === 'bottom';
}

function clamp(offset: number, largest: number): number {
  return Math.max(MARGIN, Math.min(offset, largest - MARGIN));
}
