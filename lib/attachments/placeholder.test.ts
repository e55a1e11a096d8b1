import { describe, expect, it } from 'vitest';
import { startUploadInput } from './contract';
import { placeholderOf, placeholderUrl } from './placeholder';

const gradient = Array.from({ length: 16 }, (_, place) => [place, 100 + place, 200 + place, 255]).flat();

describe('a placeholder', () => {
  it('is what an upload may announce', () => {
    const file = { roomId: crypto.randomUUID(), name: 'a.png', type: 'image/png', size: 1 };
    expect(startUploadInput.safeParse({ ...file, placeholder: placeholderOf(gradient) }).success).toBe(true);
  });

  it('keeps the colours in their order, and becomes a bitmap of them', () => {
    const url = placeholderUrl(placeholderOf(gradient)) ?? '';
    const bytes = Buffer.from(url.replace('data:image/bmp;base64,', ''), 'base64');
    expect(bytes.toString('latin1', 0, 2)).toBe('BM');
    expect(bytes.readUInt32LE(2)).toBe(bytes.byteLength);
    expect([bytes.readUInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)]).toEqual([4, -4, 24]);
    const first = bytes.readUInt32LE(10);
    expect([...bytes.subarray(first, first + 6)]).toEqual([200, 100, 0, 201, 101, 1]);
    expect([...bytes.subarray(-3)]).toEqual([215, 115, 15]);
  });

  it('stands on white where the picture is transparent', () => {
    const clear = Array.from({ length: 64 }, () => 0);
    expect(atob(placeholderOf(clear))).toBe('\xff'.repeat(48));
  });

  it('of another version is none', () => {
    for (const other of ['', 'AAAA', 'x'.repeat(66), `${'A'.repeat(63)}=`])
      expect(placeholderUrl(other)).toBeNull();
  });
});
