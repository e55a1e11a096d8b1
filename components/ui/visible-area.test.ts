import { expect, test } from 'vitest';
import { visibleArea } from './visible-area';

const page = { layoutHeight: 740, height: 740, offsetTop: 0, scale: 1 };

test('a keyboard over the page leaves the part above it', () => {
  expect(visibleArea({ ...page, height: 420.4, offsetTop: 55.6 })).toEqual({ top: 56, height: 420 });
});

test('neither a toolbar, nor zooming, nor a page that has made room is a keyboard', () => {
  expect(visibleArea(page)).toBeNull();
  expect(visibleArea({ ...page, height: 684 })).toBeNull();
  expect(visibleArea({ ...page, height: 370, scale: 2 })).toBeNull();
  expect(visibleArea({ ...page, layoutHeight: 420, height: 420 })).toBeNull();
});
