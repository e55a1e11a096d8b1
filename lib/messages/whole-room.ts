/** How much of a room lies above and below the view, in rows; a row that is half in view counts half. */
export type Around = { above: number; below: number };

/** A row as the log has it: its place in pixels, and its number in the room. */
type Placed = { start: number; end: number; seq: number };

/** `top` and `bottom`: the rows at the view's edges; seqs are dense from 1, so they tell what is not held as well. */
export function around(
  { top, bottom }: { top: Placed; bottom: Placed },
  view: { start: number; end: number },
  lastSeq: number,
): Around {
  return {
    above: top.seq - 1 + share(top, view.start),
    below: Math.max(0, lastSeq - bottom.seq + 1 - share(bottom, view.end)),
  };
}

/** 0 at the room's beginning, 1 at its end. */
export function positionOf({ above, below }: Around): number {
  return above + below === 0 ? 1 : above / (above + below);
}

/** The row that stands at the top of the view when the log is at `position`. */
export function seqAt(position: number, { above, below }: Around): number {
  const within = Math.min(1, Math.max(0, position));
  return 1 + Math.round(within * (above + below));
}

/** Of a thumb on a track, both in pixels: as long as the view's share of the room, and never too small to take hold of. */
export function thumbOn(
  track: number,
  { around: { above, below }, inView, least }: { around: Around; inView: number; least: number },
): { start: number; length: number } {
  const share = inView / Math.max(1, above + inView + below);
  const length = Math.min(track, Math.max(least, track * share));
  return { start: (track - length) * positionOf({ above, below }), length };
}

/** How much of the row lies before `edge`: 0 to 1. */
function share({ start, end }: Placed, edge: number): number {
  return end <= start ? 0 : Math.min(1, Math.max(0, (edge - start) / (end - start)));
}
