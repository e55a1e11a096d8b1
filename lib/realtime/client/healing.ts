import type { ApiError } from '@/lib/http/api';
import { backoffMs } from '@/lib/realtime/client/backoff';
import type { Reads } from '@/lib/realtime/client/reads';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';

/** What was heard of and is not here by then was lost on the way. */
const PATIENCE_MS = 1_000;
const ME = 'me';

export type Healing = {
  /** Asks for all entries now; one question at a time. Answers the refusal, if it was one. */
  askForEntries(): Promise<ApiError | null>;
  stop(): void;
};

/** Watches every feed: a cursor that stays below its head for a second asks the server what is missing. */
export function healGaps(store: ClientStore, reads: Reads, onRefusal: (error: ApiError) => void): Healing {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const failures = new Map<string, number>();
  let asking: Promise<ApiError | null> | null = null;

  const isBehind = (feed: string) => {
    const { chat } = store.getState();
    if (feed === ME) return chat.cursor < chat.head || chat.epoch === null;
    const room = chat.rooms[feed];
    return room !== undefined && room.cursor < room.head;
  };
  const watch = (feed: string) => {
    if (timers.has(feed) || !isBehind(feed)) return;
    const wait = PATIENCE_MS + (failures.has(feed) ? backoffMs(failures.get(feed) ?? 0) : 0);
    timers.set(
      feed,
      setTimeout(() => void heal(feed), wait),
    );
  };
  const heal = async (feed: string) => {
    // The timer stays in place meanwhile, so that nobody asks twice at once.
    const refusal = isBehind(feed) ? await (feed === ME ? askForEntries() : askForChanges(feed)) : null;
    // An answer that leaves it behind is no reason to ask every second for ever.
    if (refusal || isBehind(feed)) failures.set(feed, (failures.get(feed) ?? -1) + 1);
    else failures.delete(feed);
    if (timers.delete(feed)) watch(feed);
  };
  const askForChanges = async (roomId: string) => {
    const room = store.getState().chat.rooms[roomId];
    if (!room) return null;
    try {
      const answer = await reads.changes(roomId, room.cursor);
      dispatch(store, { type: 'healed', roomId, asked: room.cursor, answer });
      return null;
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal.code === 'not_found')
        dispatch(store, { type: 'lost', roomId, userRev: room.entry.userRev });
      else onRefusal(refusal);
      return refusal;
    }
  };
  const readEntries = async () => {
    try {
      dispatch(store, { type: 'snapshot', snapshot: await reads.entries() });
      return null;
    } catch (error) {
      const refusal = refusalIn(error);
      onRefusal(refusal);
      return refusal;
    } finally {
      asking = null;
    }
  };
  const askForEntries = () => {
    asking ??= readEntries();
    return asking;
  };
  const watchAll = () => {
    watch(ME);
    for (const roomId of Object.keys(store.getState().chat.rooms)) watch(roomId);
  };
  watchAll();
  const unsubscribe = store.subscribe(({ chat }, before) => {
    if (chat === before.chat) return;
    watch(ME);
    for (const roomId of Object.keys(chat.rooms)) {
      if (chat.rooms[roomId] !== before.chat.rooms[roomId]) watch(roomId);
    }
  });
  return {
    askForEntries,
    stop() {
      unsubscribe();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
