import { expect, it } from 'vitest';
import { fileSize } from './file-size';

it.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [1_540, '1.5 kB'],
  [840_000, '840 kB'],
  [52_428_800, '52 MB'],
  [9_960_000, '10 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(fileSize('en', bytes)).toBe(text);
});
