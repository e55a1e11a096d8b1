import type { Line, Told } from './check';

type Message = { id: string; seq: number; rev: number; body: string };
export type Changes = { from: number; to: number; messages: readonly Message[] };

/** A client by the letter of the rule: applies from <= cursor < to, drops to <= cursor, and tells of everything else. */
export class FrameReader implements Told {
  readonly name: string;
  readonly lines: Line[] = [];
  readonly began: ReadonlyMap<string, number>;
  #cursors: Map<string, number>;

  /** `began`: the rev of each room at which this client begins to listen. */
  constructor(name: string, began: ReadonlyMap<string, number>) {
    this.name = name;
    this.began = began;
    this.#cursors = new Map(began);
  }

  cursor(roomId: string): number {
    return this.#cursors.get(roomId) ?? 0;
  }

  /** As `GET /api/stream` wants them. */
  get cursors(): string {
    return Array.from(this.#cursors, ([roomId, rev]) => `${roomId}:${rev}`).join();
  }

  /** False: something is missing before this frame, and nothing of it was applied. */
  take(roomId: string, { from, to, messages }: Changes): boolean {
    const cursor = this.#cursors.get(roomId);
    if (cursor === undefined || to <= cursor) return true;
    if (from > cursor) return false;
    for (const { id, seq, rev, body } of messages) {
      if (rev > cursor) this.lines.push({ roomId, id, seq, rev, body });
    }
    this.#cursors.set(roomId, to);
    return true;
  }
}
