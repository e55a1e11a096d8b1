/** A message as the table has it after everything, or as somebody was told of it. */
export type Line = { roomId: string; seq: number; rev: number; id: string; body: string };

/**
 * What one stream's reader was told, in the order in which it applied it; of each room above the rev it began at, and
 * up to the one at which its membership ended.
 */
export type Told = {
  name: string;
  lines: readonly Line[];
  began: ReadonlyMap<string, number>;
  ended?: ReadonlyMap<string, number>;
};

/** A send that was answered 2xx. */
export type Answered = Omit<Line, 'rev'>;

export type Verdict = Record<
  | 'lost'
  | 'doubled'
  | 'moved'
  | 'unexpected'
  | 'unheard'
  | 'repeated'
  | 'reordered'
  | 'invented'
  | 'overheard',
  number
> & { first: string[] };

const FIRST = 10;

/**
 * Compares what was sent, what is stored and what was heard. `seq` is a total order, so no solver is needed.
 * Of the table: `lost` were answered and are not there, `doubled` have an id twice or a hole before them, `moved` stand
 * elsewhere than answered, `unexpected` nobody sent. Of the readers: `unheard`, `repeated`, `reordered`, `invented`, and
 * `overheard` by somebody who was removed.
 */
export function checkDelivery(history: {
  sent: ReadonlyMap<string, string>;
  answered: readonly Answered[];
  table: readonly Line[];
  readers: readonly Told[];
}): Verdict {
  const verdict: Verdict = {
    lost: 0,
    doubled: 0,
    moved: 0,
    unexpected: 0,
    unheard: 0,
    repeated: 0,
    reordered: 0,
    invented: 0,
    overheard: 0,
    first: [],
  };
  const tell = (what: Exclude<keyof Verdict, 'first'>, about: string) => {
    verdict[what] += 1;
    if (verdict.first.length < FIRST) verdict.first.push(`${what}: ${about}`);
  };
  const stored = new Map(history.table.map((line) => [line.id, line]));
  for (const { id, seq, body } of history.answered) {
    const line = stored.get(id);
    if (!line) tell('lost', id);
    else if (line.seq !== seq || line.body !== body) tell('moved', `${id} at ${line.seq}, answered ${seq}`);
  }
  const rooms = byRoom(history.table);
  for (const [roomId, lines] of rooms) {
    const ids = new Set<string>();
    for (const [index, { id, seq, body }] of lines.entries()) {
      if (seq !== index + 1 || ids.has(id)) tell('doubled', `${roomId} ${seq} ${id}`);
      if (history.sent.get(id) !== body) tell('unexpected', `${roomId} ${seq} ${id}`);
      ids.add(id);
    }
  }
  for (const reader of history.readers) checkReader(reader, rooms, tell);
  return verdict;
}

function checkReader(
  { name, lines, began, ended }: Told,
  rooms: ReadonlyMap<string, readonly Line[]>,
  tell: (what: 'unheard' | 'repeated' | 'reordered' | 'invented' | 'overheard', about: string) => void,
): void {
  for (const [roomId, rev] of began) {
    const end = ended?.get(roomId) ?? Number.POSITIVE_INFINITY;
    const above = (rooms.get(roomId) ?? []).filter((line) => line.rev > rev);
    const bodies = new Map(above.map((line) => [line.id, `${line.seq} ${line.body}`]));
    const heard = new Set<string>();
    let last = 0;
    for (const { id, seq, rev: at, body } of lines.filter((line) => line.roomId === roomId)) {
      if (at > end) tell('overheard', `${name} ${roomId} ${seq}`);
      if (bodies.get(id) !== `${seq} ${body}`) tell('invented', `${name} ${roomId} ${seq}`);
      else if (heard.has(id)) tell('repeated', `${name} ${roomId} ${seq}`);
      else if (seq < last) tell('reordered', `${name} ${roomId} ${seq} after ${last}`);
      heard.add(id);
      last = Math.max(last, seq);
    }
    // The frame that brings somebody's end is not sent to them, whatever else lies in it.
    const isOver = ended?.has(roomId) ?? false;
    for (const { id, seq } of isOver ? [] : above)
      if (!heard.has(id)) tell('unheard', `${name} ${roomId} ${seq}`);
  }
}

function byRoom(table: readonly Line[]): Map<string, Line[]> {
  const rooms = new Map<string, Line[]>();
  for (const line of [...table].sort((a, b) => a.seq - b.seq)) {
    const lines = rooms.get(line.roomId) ?? [];
    rooms.set(line.roomId, lines);
    lines.push(line);
  }
  return rooms;
}
