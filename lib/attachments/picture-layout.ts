import type { Attachment } from './contract';

/** CSS pixels. `fit`: how the picture fills it, as `object-fit` says it. */
export type Box = { width: number; height: number; fit: 'cover' | 'scale-down' };
type Size = Pick<Attachment, 'width' | 'height'>;

/** As wide as a line of text may be, and no higher than leaves room for words on a laptop. */
const WIDTH_MAX = 736;
const HEIGHT_MAX = 360;
/** Something to see and to press, also of a hair's breadth. */
const WIDTH_MIN = 96;
const HEIGHT_MIN = 56;
/** A picture nobody has measured. */
const UNKNOWN: Box = { width: 320, height: 240, fit: 'scale-down' };
/** A video nobody has measured; and one with its controls. */
const WIDESCREEN: Box = { width: 480, height: 270, fit: 'scale-down' };
const CONTROLS = { width: 256, height: 144 };
/** Of several pictures together. */
const GRID_WIDTH = 480;
const GAP = 4;

/** The place of a picture that stands alone, before it is there: never larger than it is, nor than may be. */
export function pictureBox({ width, height }: Size): Box {
  if (!width || !height) return UNKNOWN;
  const scale = Math.min(1, WIDTH_MAX / width, HEIGHT_MAX / height);
  const [fittedWidth, fittedHeight] = [Math.round(width * scale), Math.round(height * scale)];
  const box = { width: Math.max(WIDTH_MIN, fittedWidth), height: Math.max(HEIGHT_MIN, fittedHeight) };
  // What is smaller than its place stands in it as it is; of a strip too thin for it the middle is shown.
  const isSmall = width <= box.width && height <= box.height;
  return { ...box, fit: isSmall ? 'scale-down' : 'cover' };
}

/** The place of a video, before anything of it is there; null: nothing is known of it. */
export function videoBox(file: Size | null): Pick<Box, 'width' | 'height'> {
  const { width, height } = file?.width && file.height ? pictureBox(file) : WIDESCREEN;
  return { width: Math.max(CONTROLS.width, width), height: Math.max(CONTROLS.height, height) };
}

/** How many of several pictures stand in each row: two or three, the shorter rows first. All rows are equally high. */
export function gridRows(count: number): number[] {
  if (count <= 3) return [count];
  const rows = Math.ceil(count / 3);
  const short = rows * 3 - count;
  return Array.from({ length: rows }, (_, row) => (row < short ? 2 : 3));
}

/** How high pictures are in a column so wide, in CSS pixels. */
export function picturesHeight(pictures: readonly Size[], columnWidth: number): number {
  const [first] = pictures;
  if (!first) return 0;
  if (pictures.length === 1) {
    const { width, height } = pictureBox(first);
    return Math.round(height * Math.min(1, columnWidth / width));
  }
  const rows = gridRows(pictures.length).length;
  return Math.round((Math.min(GRID_WIDTH, columnWidth) / 3) * rows + GAP * (rows - 1));
}
