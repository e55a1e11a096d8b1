import { micros } from './clock';
import { Connection } from './connection';
import { markerRequest } from './requests';
import type { Stage } from './stage';

/** While messages keep arriving a client says no oftener how far it has read. */
const PAUSE_MICROS = 5_000_000;

/** How far each listener has read, said as often as a browser says it that shows the room. */
export class ReadMarkers {
  moved = 0;
  #stage: Stage;
  #due = new Map<number, number>();
  #idle: Connection[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  move(place: number, seq: number): void {
    const now = micros();
    // Where each begins is chance, as it is with people.
    const due = this.#due.get(place) ?? now + Math.random() * PAUSE_MICROS;
    this.#due.set(place, due <= now ? now + PAUSE_MICROS : due);
    if (due <= now) void this.#say(place, seq);
  }

  async #say(place: number, seq: number): Promise<void> {
    const { seats, rooms, port } = this.#stage;
    const seat = seats[place] ?? { room: 0, token: '' };
    const room = rooms[seat.room] ?? { id: '', rev: 0 };
    const connection = this.#idle.pop() ?? new Connection(port);
    if ((await connection.ask(markerRequest({ room, seat }, seq))) === 200) this.moved += 1;
    this.#idle.push(connection);
  }
}
