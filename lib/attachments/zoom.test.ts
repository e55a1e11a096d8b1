import { describe, expect, it } from 'vitest';
import { fit, panBy, stageOf, toggleZoom, zoomAt } from './zoom';

const middle = { x: 0, y: 0 };
/** A photograph of 4,000 × 3,000 on a stage of 1,000 × 600: it fits as 800 × 600. */
const stage = stageOf({ width: 1_000, height: 600 }, { width: 4_000, height: 3_000 });

describe('a picture on its stage', () => {
  it('fits, and is never shown larger than it is', () => {
    expect(stage.fitted).toEqual({ width: 800, height: 600 });
    expect(stageOf({ width: 1_000, height: 600 }, { width: 30, height: 20 }).fitted).toEqual({
      width: 30,
      height: 20,
    });
  });

  it('comes as close as two points for each of its pixels, and at least three times as it fits', () => {
    expect(stage.most).toBe(10);
    expect(stageOf({ width: 1_000, height: 600 }, { width: 900, height: 500 }).most).toBe(3);
    expect(zoomAt(fit, 100, middle, stage).scale).toBe(10);
    expect(zoomAt(fit, 0.1, middle, stage)).toEqual(fit);
  });

  it('keeps what is pointed at where it is', () => {
    const at = { x: 300, y: -150 };
    const closer = zoomAt(fit, 2, at, stage);
    expect(closer).toEqual({ scale: 2, x: -300, y: 150 });
    const back = zoomAt(zoomAt(closer, 2, at, stage), 0.5, at, stage);
    expect(back).toEqual(closer);
  });

  it('cannot be pushed off, and stays in the middle of the way along which it fits', () => {
    const closer = zoomAt(fit, 1.2, middle, stage);
    // 960 × 720: it fits across, and is 120 higher than the stage.
    expect(panBy(closer, { x: 500, y: 500 }, stage)).toEqual({ scale: 1.2, x: 0, y: 60 });
    expect(panBy(closer, { x: -500, y: -500 }, stage)).toEqual({ scale: 1.2, x: 0, y: -60 });
  });

  it('is as it fits after two double clicks', () => {
    const close = toggleZoom(fit, { x: 10, y: 10 }, stage);
    expect(close.scale).toBe(5);
    expect(toggleZoom(close, { x: -90, y: 40 }, stage)).toEqual(fit);
  });
});
