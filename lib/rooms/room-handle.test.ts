import { expect, test } from 'vitest';
import { roomHandle } from './room-handle';

test('only what everybody may enter has the sign before its name', () => {
  expect(roomHandle({ kind: 'public' }, 'tea')).toBe('#tea');
  expect(roomHandle({ kind: 'private' }, 'tea')).toBe('tea');
  expect(roomHandle({ kind: 'direct' }, 'Grace Hopper')).toBe('Grace Hopper');
});
