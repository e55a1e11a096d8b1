import { expect, it } from 'vitest';
import { gif, jpeg, png, webp } from '@/lib/attachments/testing/files';
import { isMoving } from './moving';

const ascii = (text: string) => Buffer.from(text, 'latin1');

/** With a palette of four colours, an extension, and so many pictures of one line. */
function gifWith(frames: number): Uint8Array {
  const screen = Buffer.from([10, 0, 10, 0, 0x81, 0, 0]);
  const extension = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
  const picture = Buffer.concat([
    Buffer.from([0x2c, 0, 0, 0, 0, 10, 0, 1, 0, 0x80]),
    Buffer.alloc(6, 0x2c),
    Buffer.from([2, 3, 0x2c, 0x2c, 0x2c, 1, 0x2c, 0]),
  ]);
  const pictures = Array.from({ length: frames }, () => Buffer.concat([extension, picture]));
  return Buffer.concat([ascii('GIF89a'), screen, Buffer.alloc(12, 0x2c), ...pictures, ascii(';')]);
}

it('a GIF moves from the second picture on', () => {
  expect([0, 1, 2, 3].map((frames) => isMoving('image/gif', gifWith(frames)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(isMoving('image/gif', gifWith(2).subarray(0, 45))).toBe(false);
  expect(isMoving('image/gif', gif(3, 3))).toBe(false);
});

it('a WebP says whether it moves', () => {
  const moving = webp(10, 10);
  moving[20] = 0x02;
  expect(isMoving('image/webp', moving)).toBe(true);
  expect(isMoving('image/webp', webp(10, 10))).toBe(false);
  const lossy = webp(10, 10, 'VP8 ');
  lossy[20] = 0x02;
  expect(isMoving('image/webp', lossy)).toBe(false);
});

it('a PNG says so before its pixels', () => {
  const still = Buffer.from(png(4, 4));
  const control = Buffer.concat([Buffer.from([0, 0, 0, 8]), ascii('acTL'), Buffer.alloc(12)]);
  const [header, rest] = [still.subarray(0, 33), still.subarray(33)];
  expect(isMoving('image/png', still)).toBe(false);
  expect(isMoving('image/png', Buffer.concat([header, control, rest]))).toBe(true);
  expect(isMoving('image/png', Buffer.concat([still, control]))).toBe(false);
});

it('a JPEG never moves', () => expect(isMoving('image/jpeg', jpeg(4, 4))).toBe(false));
