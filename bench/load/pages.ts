import { micros } from './clock';
import { Connection } from './connection';
import { type Counts, Histogram } from './histogram';
import { pageRequest } from './requests';
import type { Stage } from './stage';

export type ReadPages = { before: number; connections: number; seconds: number };

/** Asks for the same page in a closed loop. */
export async function readPages(
  { port, seats, rooms }: Stage,
  { before, connections, seconds }: ReadPages,
): Promise<{ latencies: Counts; count: number; refused: number }> {
  const latencies = new Histogram();
  let refused = 0;
  const end = micros() + seconds * 1_000_000;
  const readOn = async (_: unknown, n: number) => {
    const seat = seats[n % seats.length] ?? { room: 0, token: '' };
    const room = rooms[seat.room] ?? { id: '', rev: 0 };
    const request = pageRequest({ seat, room }, before);
    const connection = new Connection(port);
    for (let at = micros(); at < end; ) {
      if ((await connection.ask(request)) !== 200) refused += 1;
      const now = micros();
      latencies.add(now - at);
      at = now;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, readOn));
  return { latencies: latencies.toJSON(), count: latencies.total, refused };
}
