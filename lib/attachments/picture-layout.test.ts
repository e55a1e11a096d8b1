import { describe, expect, it } from 'vitest';
import { gridRows, pictureBox, picturesHeight, videoBox } from './picture-layout';

describe('the place of one picture', () => {
  it.each([
    ['a photograph', 4_000, 3_000, 480, 360],
    ['one taken upright', 3_000, 4_000, 270, 360],
    ['a small one, which is not made larger', 200, 150, 200, 150],
    ['a panorama', 8_000, 2_000, 736, 184],
  ])('has the shape of %s', (_, width, height, boxWidth, boxHeight) => {
    expect(pictureBox({ width, height })).toMatchObject({ width: boxWidth, height: boxHeight });
  });

  it('can be seen and pressed, however thin the picture is', () => {
    expect(pictureBox({ width: 10, height: 9_000 })).toEqual({ width: 96, height: 360, fit: 'cover' });
    expect(pictureBox({ width: 9_000, height: 10 })).toEqual({ width: 736, height: 56, fit: 'cover' });
    expect(pictureBox({ width: 16, height: 16 })).toEqual({ width: 96, height: 56, fit: 'scale-down' });
  });

  it('is there for one that nobody has measured', () => {
    expect(pictureBox({ width: null, height: null })).toEqual({ width: 320, height: 240, fit: 'scale-down' });
  });
});

it.each([
  [2, [2]],
  [3, [3]],
  [4, [2, 2]],
  [5, [2, 3]],
  [7, [2, 2, 3]],
  [8, [2, 3, 3]],
  [9, [3, 3, 3]],
  [10, [2, 2, 3, 3]],
])('%i pictures stand in rows of %j, none alone', (count, rows) => {
  expect(gridRows(count)).toEqual(rows);
});

describe('how high pictures are', () => {
  const photo = { width: 4_000, height: 3_000 };

  it('follows the width of the column', () => {
    expect(picturesHeight([photo], 800)).toBe(360);
    expect(picturesHeight([photo], 240)).toBe(180);
    expect(picturesHeight([photo, photo], 800)).toBe(160);
    expect(picturesHeight([photo, photo, photo, photo], 300)).toBe(204);
  });

  it('is nothing without any', () => {
    expect(picturesHeight([], 800)).toBe(0);
  });
});

it('leaves a video room for its controls', () => {
  expect(videoBox({ width: 1_920, height: 1_080 })).toEqual({ width: 640, height: 360 });
  expect(videoBox({ width: 90, height: 160 })).toEqual({ width: 256, height: 160 });
  expect(videoBox(null)).toEqual({ width: 480, height: 270 });
});
