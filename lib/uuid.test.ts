import { expect, test } from 'vitest';
import { z } from 'zod';
import { uuidv7 } from './uuid';

test('version 7, variant 10, the time in front', () => {
  const id = uuidv7(0x0192_3456_789a);
  expect(z.uuidv7().safeParse(id).success).toBe(true);
  expect(id.startsWith('01923456-789a-7')).toBe(true);
  expect(uuidv7()).toHaveLength(36);
});

test('no two alike', () => {
  const now = Date.now();
  expect(new Set(Array.from({ length: 10_000 }, () => uuidv7(now))).size).toBe(10_000);
});
