import { crc32, deflateSync } from 'node:zlib';

/* Small files as their formats want them; no more than a reader of first bytes looks at, but for PNG, which is whole. */

const ascii = (value: string) => Buffer.from(value, 'latin1');
const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const u16le = (value: number) => Buffer.from([value & 0xff, value >> 8]);
const u24le = (value: number) => Buffer.from([value & 0xff, (value >> 8) & 0xff, value >> 16]);
const u32 = (value: number) =>
  Buffer.from([value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]);
const u32le = (value: number) => Buffer.from(u32(value)).reverse();
const bytes = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));

/** A whole PNG that claims this size; beyond 1,000 pixels of width it has a single black line. */
export function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const chunk = (name: string, data: Uint8Array) => {
    const body = Buffer.concat([ascii(name), data]);
    return Buffer.concat([u32(data.byteLength), body, u32(crc32(body))]);
  };
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([8, 0, 0, 0, 0])]);
  const lines = width > 1_000 ? 1 : height;
  return bytes(
    ascii('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * lines))),
    chunk('IEND', Buffer.alloc(0)),
  );
}

export function jpeg(width: number, height: number, { exif = 0 } = {}): Uint8Array<ArrayBuffer> {
  const app1 = exif > 0 ? Buffer.concat([u16(0xffe1), u16(exif + 2), Buffer.alloc(exif)]) : Buffer.alloc(0);
  const app0 = Buffer.concat([u16(0xffe0), u16(16), ascii('JFIF\0'), Buffer.alloc(9)]);
  const sof = Buffer.concat([
    u16(0xffc2),
    u16(11),
    Buffer.from([8]),
    u16(height),
    u16(width),
    Buffer.alloc(4),
  ]);
  return bytes(u16(0xffd8), app0, app1, sof, u16(0xffd9));
}

export function gif(width: number, height: number): Uint8Array<ArrayBuffer> {
  return bytes(ascii('GIF89a'), u16le(width), u16le(height), Buffer.from([0, 0, 0, 0x3b]));
}

export function webp(
  width: number,
  height: number,
  layout: 'VP8X' | 'VP8 ' | 'VP8L' = 'VP8X',
): Uint8Array<ArrayBuffer> {
  const payload = {
    VP8X: Buffer.concat([Buffer.alloc(4), u24le(width - 1), u24le(height - 1)]),
    'VP8 ': Buffer.concat([Buffer.alloc(3), Buffer.from([0x9d, 0x01, 0x2a]), u16le(width), u16le(height)]),
    VP8L: Buffer.concat([Buffer.from([0x2f]), u32le((width - 1) | ((height - 1) << 14))]),
  }[layout];
  const riff = Buffer.concat([ascii('WEBP'), ascii(layout), u32le(payload.byteLength), payload]);
  return bytes(ascii('RIFF'), u32le(riff.byteLength), riff);
}

export const mp4 = () => bytes(u32(24), ascii('ftypisom'), u32(512), ascii('isommp41'), Buffer.alloc(8));
export const webm = () =>
  bytes(u32(0x1a45dfa3), Buffer.from([0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84]), ascii('webm'));
export const mp3 = () => bytes(Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(64));
export const ogg = () => bytes(ascii('OggS\0\x02'), Buffer.alloc(20));
export const pdf = () => bytes(ascii('%PDF-1.7\n%\n1 0 obj\n<<>>\nendobj\n'));
export const text = (value: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(value));
export const html = () => text('<!doctype html><script>alert(1)</script>');
export const svg = () => text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
