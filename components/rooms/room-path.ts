/** A place in a room, as its address says it; at most one of the two. Both null: wherever the room opens. */
export type RoomAddress = { roomId: string; messageId: string | null; on: string | null };

type Query = { get(name: string): string | null };

/** What `/rooms/{room}`, `/rooms/{room}/{message}` and `/rooms/{room}?on=2026-11-20` lead to; null for other pages. */
export function readAddress(pathname: string, query: Query): RoomAddress | null {
  const [, roomId, messageId = null] = /^\/rooms\/([^/]+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
  if (roomId === undefined) return null;
  return { roomId, messageId, on: messageId === null ? query.get('on') : null };
}

/** The room a path leads to; null for every other page. */
export function roomInPath(pathname: string): string | null {
  return readAddress(pathname, noQuery)?.roomId ?? null;
}

export function roomHref(roomId: string, { messageId, on }: Partial<RoomAddress> = {}) {
  if (messageId) return `/rooms/${roomId}/${messageId}` as const;
  return on ? (`/rooms/${roomId}?on=${encodeURIComponent(on)}` as const) : (`/rooms/${roomId}` as const);
}

const noQuery: Query = { get: () => null };
