import { expect, test } from 'vitest';
import { placeTooltip } from './tooltip-place';

const viewport = { width: 400, height: 300 };
const tip = { width: 60, height: 20 };

test('stands centred on the wanted side', () => {
  const button = { left: 100, top: 100, width: 40, height: 40 };
  expect(placeTooltip(button, tip, viewport, 'top')).toEqual({ left: 90, top: 74 });
  expect(placeTooltip(button, tip, viewport, 'bottom')).toEqual({ left: 90, top: 146 });
  expect(placeTooltip(button, tip, viewport, 'left')).toEqual({ left: 34, top: 110 });
  expect(placeTooltip(button, tip, viewport, 'right')).toEqual({ left: 146, top: 110 });
});

test('goes to the other side where the wanted one has no room', () => {
  const high = { left: 100, top: 4, width: 40, height: 40 };
  expect(placeTooltip(high, tip, viewport, 'top')).toEqual({ left: 90, top: 50 });
  const right = { left: 356, top: 100, width: 40, height: 40 };
  expect(placeTooltip(right, tip, viewport, 'right')).toEqual({ left: 290, top: 110 });
});

test('is pushed in from the edge of the window', () => {
  const corner = { left: 372, top: 100, width: 24, height: 24 };
  expect(placeTooltip(corner, tip, viewport, 'bottom')).toEqual({ left: 332, top: 130 });
});
