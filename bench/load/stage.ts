/** What the processes of the generator have to know of the place they work in. */
export type Stage = {
  port: number;
  /** How sends and streams look there. */
  dialect: Dialect;
  rooms: readonly { id: string; rev: number }[];
  /** Everybody there is, each in one room. */
  seats: readonly Seat[];
  /** Messages are at least so long, in characters; else as people write. */
  bodyLength?: number;
};

export type Dialect = 'parlance' | 'classical' | 'nchan' | 'socket.io';

/** `room`: its place in the stage's. `token`: empty where nobody signs in. */
export type Seat = { room: number; token: string };

/** What a message says: which of the generator's it is, when it was sent, and something to read. */
export function bodyOf(n: number, sentAt: number, length = 0): string {
  const body = `${n} ${sentAt} Could somebody have a look at the report before noon? The figures are in.`;
  return body.padEnd(length, '.');
}

export function readBody(body: string): { n: number; sentAt: number } {
  const [n, sentAt] = body.split(' ', 2);
  return { n: Number(n), sentAt: Number(sentAt) };
}
