import 'server-only';
import { violatedConstraint } from '@/db/client';
import { groupBy } from '@/lib/group-by';
import type { Send } from './send';

/** Stores `batch` in one statement. Answers in its order: what each became, undefined for one without a row. */
export type Commit<S extends Send, R> = (batch: readonly S[]) => Promise<(R | undefined)[]>;

/** A send on its way. `late`: the instant of `performance.now()` at which it must not begin any more. */
export type Waiting<S extends Send, R> = {
  send: S;
  signal: AbortSignal | undefined;
  late: number;
  resolve: (stored: R | undefined) => void;
  reject: (error: unknown) => void;
};

/** Sends that go together, in order, or one after the other when they are `isApart`. */
export type Flight<S extends Send, R> = {
  sends: readonly Waiting<S, R>[];
  /** The rooms or lanes in which nothing else may go before these have landed. */
  keys: readonly string[];
  isApart: boolean;
};

/** One author in one room: what keeps its order. */
export function laneOf({ roomId, authorId }: Send): string {
  return `${roomId} ${authorId}`;
}

/**
 * Stores what is in a flight and settles it. Answers the flights of what came back without a row, which may only mean
 * that somebody else held a lock: of several rooms, each room by itself, which waits for the room; of one room, each
 * author by themselves, who also wait for their membership. Alone and without a row, a send is refused.
 */
export async function fly<S extends Send, R>(
  { sends, isApart }: Flight<S, R>,
  commit: Commit<S, R>,
): Promise<Flight<S, R>[]> {
  if (isApart || sends.length <= 1) {
    for (const one of sends) refuse(await store([one], commit));
    return [];
  }
  const left = await store(sends, commit);
  const isOneRoom = sends.every(({ send }) => send.roomId === sends[0]?.send.roomId);
  const keyOf = ({ send }: Waiting<S, R>) => (isOneRoom ? laneOf(send) : send.roomId);
  return Array.from(groupBy(left, keyOf), ([key, group]) => ({
    sends: group,
    keys: [key],
    isApart: isOneRoom,
  }));
}

/**
 * One statement, or two halves when it holds a repeat, down to the repeat alone: a batch of 256 with one of them costs
 * some sixteen short statements. Answers those without a row.
 */
async function store<S extends Send, R>(
  sends: readonly Waiting<S, R>[],
  commit: Commit<S, R>,
): Promise<Waiting<S, R>[]> {
  if (sends.length === 0) return [];
  try {
    const stored = await commit(sends.map(({ send }) => send));
    return sends.filter((one, n) => {
      const result = stored[n];
      if (result !== undefined) one.resolve(result);
      return result === undefined;
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'messages_room_id_key') {
      for (const { reject } of sends) reject(error);
      return [];
    }
    if (sends.length === 1) {
      refuse(sends);
      return [];
    }
    return storeHalves(sends, commit);
  }
}

async function storeHalves<S extends Send, R>(
  sends: readonly Waiting<S, R>[],
  commit: Commit<S, R>,
): Promise<Waiting<S, R>[]> {
  const half = Math.ceil(sends.length / 2);
  const left = await store(sends.slice(0, half), commit);
  // Nobody's later message overtakes an earlier one that was left behind.
  const lanes = new Set(left.map(({ send }) => laneOf(send)));
  const behind = (one: Waiting<S, R>) => lanes.has(laneOf(one.send));
  const rest = sends.slice(half);
  const alsoLeft = await store(
    rest.filter((one) => !behind(one)),
    commit,
  );
  return [...left, ...rest.filter(behind), ...alsoLeft];
}

function refuse<S extends Send, R>(sends: readonly Waiting<S, R>[]): void {
  for (const { resolve } of sends) resolve(undefined);
}
