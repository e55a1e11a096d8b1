import type { RoomAddress } from './room-path';

/** So many rooms stay drawn, the open one among them: on the largest screen these are not yet 300 messages. */
const KEPT_MAX = 3;

/** A room that is drawn, at the place one went to in it last. `visit` grows with each room that is gone to. */
export type KeptRoom = { address: RoomAddress; visit: number };

/**
 * Going to a place. A room that is kept stays where it is in the list, for to move what is drawn costs as much as to draw
 * it; a new one takes the place of the one that was left longest ago. The room one is in is not visited again.
 */
export function goneTo(rooms: readonly KeptRoom[], address: RoomAddress): readonly KeptRoom[] {
  const latest = Math.max(0, ...rooms.map(({ visit }) => visit));
  const known = rooms.find((room) => room.address.roomId === address.roomId);
  const next = { address, visit: known && known.visit === latest ? latest : latest + 1 };
  if (!known && rooms.length < KEPT_MAX) return [...rooms, next];
  const left = known ?? rooms.reduce((oldest, room) => (room.visit < oldest.visit ? room : oldest));
  return rooms.map((room) => (room === left ? next : room));
}
