/** Colours of a placeholder: four rows of four, from the top left. */
export const PLACEHOLDER_SIDE = 4;

/**
 * What stands in a picture's place before it is there: sixteen colours that a browser draws as one soft gradient, in 64
 * characters. `pixels`: red, green, blue and opacity of each, as a canvas gives them; what is transparent counts as white.
 */
export function placeholderOf(pixels: ArrayLike<number>): string {
  const colours = Array.from({ length: PLACEHOLDER_SIDE ** 2 }, (_, place) => {
    const at = (channel: number) => pixels[place * 4 + channel] ?? 0;
    const opacity = at(3) / 255;
    return [0, 1, 2].map((channel) => Math.round(at(channel) * opacity + 255 * (1 - opacity)));
  });
  return btoa(String.fromCharCode(...colours.flat()));
}

/**
 * An address to show it by, as a picture of 4 × 4 pixels (BMP) to be stretched; null for one that this version cannot
 * read.
 */
export function placeholderUrl(placeholder: string): string | null {
  if (!/^[A-Za-z0-9+/]{64}$/.test(placeholder)) return null;
  const bytes = atob(placeholder);
  // Each line is three times four bytes, so none needs filling up; blue stands first.
  const colours = bytes.replace(/(.)(.)(.)/gs, '$3$2$1');
  return `data:image/bmp;base64,${btoa(bitmapHeader + colours)}`;
}

const u32 = (value: number) => String.fromCharCode(value & 0xff, (value >> 8) & 0xff, 0, 0);

/** File and BITMAPINFOHEADER: 24 bits a pixel, uncompressed; the negative height says that lines begin at the top. */
const bitmapHeader =
  `BM${u32(102)}${u32(0)}${u32(54)}` +
  `${u32(40)}${u32(4)}\xfc\xff\xff\xff\x01\0\x18\0${u32(0)}${u32(48)}${u32(0)}${u32(0)}${u32(0)}${u32(0)}`;
