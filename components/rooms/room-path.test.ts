import { expect, it } from 'vitest';
import { readAddress, roomHref, roomInPath } from './room-path';

const query = (text: string) => new URLSearchParams(text);

it('reads a room, a message in it and a day of it', () => {
  expect(readAddress('/rooms/r', query(''))).toEqual({ roomId: 'r', messageId: null, on: null });
  expect(readAddress('/rooms/r/m', query(''))).toEqual({ roomId: 'r', messageId: 'm', on: null });
  expect(readAddress('/rooms/r', query('on=2026-11-20'))).toEqual({
    roomId: 'r',
    messageId: null,
    on: '2026-11-20',
  });
  // A message says more than a day.
  expect(readAddress('/rooms/r/m', query('on=2026-11-20'))?.on).toBeNull();
});

it.each(['/', '/rooms', '/rooms/', '/rooms/r/', '/rooms/r/m/x', '/settings/rooms/r'])(
  'knows that %s is no place in a room',
  (path) => {
    expect(readAddress(path, query(''))).toBeNull();
    expect(roomInPath(path)).toBeNull();
  },
);

it('writes what it reads', () => {
  expect(roomHref('r')).toBe('/rooms/r');
  expect(roomHref('r', { messageId: 'm', on: '2026-11-20' })).toBe('/rooms/r/m');
  expect(roomHref('r', { messageId: null, on: 'a&b' })).toBe('/rooms/r?on=a%26b');
});
