import { describe, expect, it } from 'vitest';
import { goneTo, type KeptRoom } from './kept-rooms';
import type { RoomAddress } from './room-path';

const at = (roomId: string, messageId: string | null = null): RoomAddress => ({
  roomId,
  messageId,
  on: null,
});
const through = (...addresses: RoomAddress[]) =>
  addresses.reduce<readonly KeptRoom[]>((rooms, address) => goneTo(rooms, address), []);
const names = (rooms: readonly KeptRoom[]) => rooms.map(({ address, visit }) => `${address.roomId}${visit}`);

describe('goneTo', () => {
  it('keeps rooms in their places, and counts a visit each time one comes to another room', () => {
    expect(names(through(at('a')))).toEqual(['a1']);
    expect(names(through(at('a'), at('b'), at('a'), at('b')))).toEqual(['a3', 'b4']);
  });

  it('goes to another place of the open room without a new visit', () => {
    const rooms = through(at('a'), at('b'), at('b', 'm'));
    expect(names(rooms)).toEqual(['a1', 'b2']);
    expect(rooms[1]?.address.messageId).toBe('m');
  });

  it('gives the place of the room that was left longest ago to the fourth one', () => {
    expect(names(through(at('a'), at('b'), at('c'), at('a'), at('d')))).toEqual(['a4', 'd5', 'c3']);
    expect(names(through(at('a'), at('b'), at('c'), at('d'), at('e')))).toEqual(['d4', 'e5', 'c3']);
  });
});
