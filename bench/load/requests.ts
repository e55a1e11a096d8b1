import { uuidv7 } from '@/lib/uuid';
import type { Dialect, Seat, Stage } from './stage';

type Room = Stage['rooms'][number];
type Message = { seat: Seat; room: Room; body: string };

/** The request that opens a stream. As HTTP/1.0, so that nobody frames what follows a second time. */
export function streamRequest(
  dialect: Dialect,
  { room, seat }: { room: Room; seat: Seat },
  rev: number,
): string {
  if (dialect === 'socket.io') return upgradeRequest(room);
  const [path, name, value] = {
    parlance: [`/api/stream?cursors=${room.id}:${rev}`, 'Authorization', `Bearer ${seat.token}`],
    classical: [`/api/rooms/${room.id}/stream`, 'Accept', 'text/event-stream'],
    nchan: [`/sub/${room.id}`, 'Accept', 'text/event-stream'],
  }[dialect];
  return `GET ${path} HTTP/1.0\r\nHost: localhost\r\n${name}: ${value}\r\n\r\n`;
}

function upgradeRequest({ id }: Room): string {
  const key = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ';
  const path = `/socket.io/?EIO=4&transport=websocket&room=${id}`;
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${key}dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
}

export function sendRequest(dialect: Dialect, { seat, room, body }: Message): string {
  const id = uuidv7();
  switch (dialect) {
    case 'parlance':
      return request('PUT', `/api/rooms/${room.id}/messages/${id}`, { body }, seat.token);
    case 'classical':
    case 'socket.io':
      return request('POST', `/api/rooms/${room.id}/messages`, { id, body });
    case 'nchan': {
      // As large as what the others deliver, made here as nobody there makes it.
      const authorId = room.id;
      return request('POST', `/pub/${room.id}`, { messages: [{ id, authorId, body, seq: 0, rev: 0 }] });
    }
  }
}

export function markerRequest({ room, seat }: { room: Room; seat: Seat }, seq: number): string {
  return request('PUT', `/api/rooms/${room.id}/read-marker`, { seq }, seat.token);
}

export function pageRequest({ room, seat }: { room: Room; seat: Seat }, before: number): string {
  const path = `/api/rooms/${room.id}/messages?before=${before}&limit=100`;
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${seat.token}\r\n\r\n`;
}

/** `content` is ASCII, so its length is that of its bytes. */
function request(method: string, path: string, value: unknown, token = ''): string {
  const content = JSON.stringify(value);
  const bearer = token === '' ? '' : `Authorization: Bearer ${token}\r\n`;
  const type = `Content-Type: application/json\r\nContent-Length: ${content.length}`;
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${bearer}${type}\r\n\r\n${content}`;
}
