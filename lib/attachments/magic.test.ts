import { describe, expect, test } from 'vitest';
import { agrees } from './magic';
import { pictureSize } from './picture-size';
import type { InlineType } from './policy';
import { gif, html, jpeg, mp3, mp4, ogg, pdf, png, svg, text, webm, webp } from './testing/files';

const real: Record<InlineType, Uint8Array> = {
  'image/png': png(3, 2),
  'image/jpeg': jpeg(3, 2),
  'image/gif': gif(3, 2),
  'image/webp': webp(3, 2),
  'video/mp4': mp4(),
  'video/webm': webm(),
  'audio/mpeg': mp3(),
  'audio/ogg': ogg(),
  'application/pdf': pdf(),
  'text/plain': text('naïve — text\r\n\twith a tab'),
};
const types = Object.keys(real) as InlineType[];

describe('the first bytes', () => {
  test('agree with their own type and with no other', () => {
    for (const type of types) {
      expect.soft(agrees(type, real[type]), type).toBe(true);
      for (const other of types.filter((one) => one !== type)) {
        // A PDF's first bytes may all be text; as text it harms nobody.
        if (type === 'application/pdf' && other === 'text/plain') continue;
        expect.soft(agrees(other, real[type]), `${type} as ${other}`).toBe(false);
      }
    }
  });

  test('of HTML and SVG are no picture, video, sound or PDF; as plain text they are only read', () => {
    for (const bytes of [html(), svg()])
      expect(types.filter((type) => agrees(type, bytes))).toEqual(['text/plain']);
  });

  test('of nothing, or cut short, are nothing but text', () => {
    for (const bytes of [new Uint8Array(), ...types.map((type) => real[type].subarray(0, 2))])
      expect(types.filter((type) => type !== 'text/plain' && agrees(type, bytes))).toEqual([]);
  });

  test('of text may be in any encoding but not binary', () => {
    expect(agrees('text/plain', Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBe(true);
    expect(agrees('text/plain', Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toBe(true);
    expect(agrees('text/plain', Uint8Array.of(0x61, 0, 0x62))).toBe(false);
    expect(agrees('text/plain', text('é'.repeat(4_096)).subarray(1))).toBe(true);
  });
});

describe('the size of a picture', () => {
  test.each([
    ['image/png', png(30_000, 20_000)],
    ['image/jpeg', jpeg(30_000, 20_000)],
    ['image/jpeg', jpeg(30_000, 20_000, { exif: 60_000 })],
    ['image/gif', gif(30_000, 20_000)],
    ['image/webp', webp(30_000, 20_000)],
  ])('%s is read without decoding', (type, bytes) => {
    expect(pictureSize(type, bytes)).toEqual({ width: 30_000, height: 20_000 });
  });

  test.each([
    ['lossy', webp(300, 200, 'VP8 ')],
    ['lossless', webp(300, 200, 'VP8L')],
  ])('of a %s WebP', (_, bytes) => {
    expect(pictureSize('image/webp', bytes)).toEqual({ width: 300, height: 200 });
  });

  test('is unknown when the bytes end before it, and never read beyond them', () => {
    for (const [type, whole] of [
      ['image/png', png(3, 2)],
      ['image/jpeg', jpeg(3, 2, { exif: 100 })],
      ['image/gif', gif(3, 2)],
      ['image/webp', webp(3, 2)],
    ] as const)
      for (const length of [0, 1, 2, 5, 9]) expect(pictureSize(type, whole.subarray(0, length))).toBe(null);
    expect(pictureSize('image/jpeg', new Uint8Array(64).fill(0xff))).toBe(null);
    expect(pictureSize('application/pdf', pdf())).toBe(null);
  });
});
