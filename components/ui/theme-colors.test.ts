import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { themeColors } from './theme-colors';

test('what the system paints around the app is the ground of its pages', () => {
  const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
  const canvas = [...css.matchAll(/--canvas: (#[0-9a-f]{6});/g)].map(([, color]) => color);
  expect(canvas).toEqual([themeColors.light, themeColors.dark]);
});
