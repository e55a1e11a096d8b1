import { describe, expect, it } from 'vitest';
import { exifOf, orientationIn } from './exif';
import { stripMetadata } from './strip-metadata';

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const bytes = (...parts: (number[] | Uint8Array)[]) => new Uint8Array(parts.flatMap((part) => [...part]));
const text = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('latin1');

/** A block of EXIF that tells an orientation after a place. */
const exif = (orientation: number) => [...exifOf(orientation as 1), ...ascii('GPS 60.17 N')];

describe('a JPEG', () => {
  const segment = (marker: number, content: number[]) => {
    const length = content.length + 2;
    return [0xff, marker, length >> 8, length & 0xff, ...content];
  };
  const scan = [...segment(0xda, [1, 2, 3]), 0x11, 0xff, 0x00, 0x22, 0xff, 0xd3, 0x33];
  const jpeg = (...segments: number[][]) => bytes([0xff, 0xd8], ...segments, scan, [0xff, 0xd9]);
  const table = segment(0xdb, [7, 7, 7]);

  it('loses what its camera wrote, and keeps its colours and every coded byte', () => {
    const given = jpeg(
      segment(0xe0, ascii('JFIF\0rest')),
      segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0secret')),
      segment(0xe2, ascii('MPF\0secret')),
      segment(0xe2, ascii('ICC_PROFILE\0colours')),
      segment(0xed, ascii('Photoshop secret')),
      segment(0xee, ascii('Adobe\0')),
      segment(0xfe, ascii('secret')),
      table,
    );
    const stripped = stripMetadata('image/jpeg', given);
    expect(text(stripped?.parts ?? [])).toBe(
      text([
        jpeg(
          segment(0xe0, ascii('JFIF\0rest')),
          segment(0xe2, ascii('ICC_PROFILE\0colours')),
          segment(0xee, ascii('Adobe\0')),
          table,
        ),
      ]),
    );
  });

  it('of a place and an orientation keeps the orientation alone', () => {
    const stripped = stripMetadata('image/jpeg', jpeg(segment(0xe1, [...ascii('Exif\0\0'), ...exif(6)])));
    const written = text(stripped?.parts ?? []);
    expect(stripped?.orientation).toBe(6);
    expect(written).not.toContain('GPS');
    const at = written.indexOf('Exif\0\0') + 6;
    expect(orientationIn(Buffer.from(written.slice(at), 'latin1'))).toBe(6);
  });

  it('loses what a phone appended, also behind several scans', () => {
    const film = [...ascii('ftypmp42 film'), 0xff, 0xd9];
    const given = bytes([0xff, 0xd8], table, scan, table, scan, [0xff, 0xd9], film);
    expect(text(stripMetadata('image/jpeg', given)?.parts ?? [])).toBe(
      text([bytes([0xff, 0xd8], table, scan, table, scan, [0xff, 0xd9])]),
    );
  });

  it('that ends too early, or is none, cannot be followed', () => {
    const whole = jpeg(table);
    for (const end of [2, 5, 12, whole.length - 1]) {
      expect(stripMetadata('image/jpeg', whole.slice(0, end))).toBeNull();
    }
    expect(stripMetadata('image/jpeg', bytes(ascii('<!doctype html>')))).toBeNull();
  });
});

describe('a PNG', () => {
  const chunk = (name: string, content: number[]) => [
    ...[0, 0, content.length >> 8, content.length & 0xff],
    ...[...ascii(name), ...content, 9, 9, 9, 9],
  ];
  const png = (...chunks: number[][]) => bytes(ascii('\x89PNG\r\n\x1a\n'), ...chunks);

  it('loses texts, times, EXIF and what stands behind its end', () => {
    const needed = ['IHDR', 'iCCP', 'acTL', 'IDAT', 'fdAT', 'IEND'].map((name) => chunk(name, [1, 2]));
    const notes = ['tEXt', 'zTXt', 'iTXt', 'tIME', 'prVt'].map((name) => chunk(name, ascii('secret')));
    const [header = [], ...others] = needed;
    const given = png(header, ...notes, chunk('eXIf', exif(3)), ...others, ascii('secret'));
    const stripped = stripMetadata('image/png', given);
    expect(text(stripped?.parts ?? [])).toBe(text([png(...needed)]));
    expect(stripped?.orientation).toBe(3);
  });

  it('that ends too early cannot be followed', () => {
    const whole = png(chunk('IHDR', [1]), chunk('IDAT', [1, 2, 3]), chunk('IEND', []));
    for (const end of [8, 20, whole.length - 1])
      expect(stripMetadata('image/png', whole.slice(0, end))).toBeNull();
  });
});

describe('a WebP', () => {
  const chunk = (name: string, content: number[]) => [
    ...ascii(name),
    ...[content.length & 0xff, content.length >> 8, 0, 0],
    ...content,
    ...(content.length % 2 ? [0] : []),
  ];
  const webp = (...chunks: number[][]) => {
    const length = chunks.flat().length + 4;
    return bytes(ascii('RIFF'), [length & 0xff, length >> 8, 0, 0], ascii('WEBP'), ...chunks);
  };

  it('loses EXIF and XMP, and no longer says that it has them', () => {
    const given = webp(
      chunk('VP8X', [0x2e, 0, 0, 0, 9, 0, 0, 9, 0, 0]),
      chunk('ICCP', [1, 2, 3]),
      chunk('VP8 ', [4, 5, 6, 7]),
      chunk('EXIF', [...ascii('Exif\0\0'), ...exif(8)]),
      chunk('XMP ', ascii('secret')),
    );
    const stripped = stripMetadata('image/webp', given);
    const left = webp(
      chunk('VP8X', [0x22, 0, 0, 0, 9, 0, 0, 9, 0, 0]),
      chunk('ICCP', [1, 2, 3]),
      chunk('VP8 ', [4, 5, 6, 7]),
    );
    expect(text(stripped?.parts ?? [])).toBe(text([left]));
    expect(stripped?.orientation).toBe(8);
    expect(given[20]).toBe(0x2e);
  });

  it('that ends too early cannot be followed', () => {
    const whole = webp(chunk('VP8 ', [1, 2, 3, 4]));
    expect(stripMetadata('image/webp', whole.slice(0, -1))).toBeNull();
  });
});

it('a block of EXIF that is cut short or says nonsense tells nothing', () => {
  for (const end of [0, 4, 9, 15]) expect(orientationIn(exifOf(6).subarray(0, end))).toBe(1);
  expect(orientationIn(exifOf(9 as 1))).toBe(1);
  const little = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0];
  expect(orientationIn(new Uint8Array(little))).toBe(5);
});
