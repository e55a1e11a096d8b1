import type { ApiError } from '@/lib/http/api';
import { PAGE_DEFAULT } from '@/lib/messages/contract';
import type { HeldPage } from '@/lib/realtime/client/parse';
import type { PagePlace, Reads } from '@/lib/realtime/client/reads';
import { type HeldMessage, isHeld, isLoading, type LoadKind } from '@/lib/realtime/client/state';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';
import { turnPages } from '@/lib/realtime/client/turning';
import { rangeToKeep } from '@/lib/realtime/client/window';
import { CURSORS_MAX } from '@/lib/realtime/contract';
import { firstUnreadSeq } from '@/lib/rooms/unread';

export type Loading = {
  visit(roomId: string, page?: HeldPage): void;
  leave(roomId: string): void;
  isVisited(roomId: string): boolean;
  open(roomId: string): void;
  /** See `ChatActions.loadOlder`. */
  older(roomId: string, before: number): void;
  newer(roomId: string, after: number): void;
  /** See `ChatActions.goTo`. */
  goTo(roomId: string, place: Place): Promise<number | null>;
  /** See `ChatActions.keepAround`. */
  keepAround(roomId: string, first: number, last: number): void;
  /** Loads again what is on screen and could not be loaded. */
  retry(): void;
  stop(): void;
};

/** Somewhere in a room: a message, or the first one at or after an instant (else the last). */
export type Place = { seq: number } | { messageId: string } | { at: string };

/** Asks for pages, and keeps the rooms on screen open: after a reset they are opened like any other. */
export function loadPages(store: ClientStore, reads: Reads, onRefusal: (error: ApiError) => void): Loading {
  const visited = new Set<string>();
  /** Held rooms, the one used last at the end. */
  const used = new Set<string>();
  let loads = 0;

  const roomOf = (roomId: string) => store.getState().chat.rooms[roomId];
  const use = (roomId: string) => {
    used.delete(roomId);
    used.add(roomId);
    const excess = [...used].filter((id) => !visited.has(id)).slice(0, Math.max(0, used.size - CURSORS_MAX));
    for (const id of excess) used.delete(id);
    if (excess.length > 0) dispatch(store, { type: 'forgotten', roomIds: excess });
  };
  const loadsOf = (roomId: string, kind: LoadKind) =>
    roomOf(roomId)?.hold?.loads.filter((load) => load.kind === kind) ?? [];
  const ask = async (roomId: string, kind: LoadKind, place: PagePlace) => {
    const id = ++loads;
    dispatch(store, { type: 'page-asked', roomId, load: { id, kind } });
    use(roomId);
    try {
      const page = await reads.page(roomId, place);
      const isWanted = loadsOf(roomId, kind).some((load) => load.id === id);
      dispatch(store, { type: 'page', roomId, loadId: id, page });
      return isWanted ? page : null;
    } catch (error) {
      dispatch(store, { type: 'page-failed', roomId, loadId: id });
      throw refusalIn(error);
    }
  };
  /** Answers whether what did not come may come when it is asked for again. */
  const load = async (roomId: string, kind: LoadKind, place: PagePlace): Promise<boolean> => {
    const userRev = roomOf(roomId)?.entry.userRev;
    // Two of the same kind would only bring the same rows twice.
    if (userRev === undefined || isLoading(roomOf(roomId), kind)) return false;
    try {
      await ask(roomId, kind, place);
      return false;
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal.code === 'not_found') dispatch(store, { type: 'lost', roomId, userRev });
      else onRefusal(refusal);
      return refusal.code !== 'not_found' && refusal.code !== 'not_signed_in';
    }
  };
  const turning = turnPages(store, { load, isVisited: (roomId) => visited.has(roomId) });
  const goTo = async (roomId: string, wanted: Place) => {
    const room = roomOf(roomId);
    if (!room) return null;
    const place = 'seq' in wanted ? { seq: within(wanted.seq, room.entry.lastSeq) } : wanted;
    const held = room.hold?.window && findPlace(room.hold.window.rows, place);
    if (held) return held.seq;
    for (const { id } of loadsOf(roomId, 'place')) {
      dispatch(store, { type: 'page-failed', roomId, loadId: id });
    }
    const page = await ask(roomId, 'place', pagePlaceOf(place));
    const found = page && (findPlace(page.messages, place) ?? page.messages.at(-1));
    return found?.seq ?? null;
  };
  const open = (roomId: string) => {
    const room = roomOf(roomId);
    if (!room || isHeld(room)) return;
    const unread = firstUnreadSeq(room.entry);
    // The newest page shows what came before the line as well, unless the line lies far back.
    const isFarBack = unread !== null && room.entry.lastSeq - unread > PAGE_DEFAULT / 2;
    void load(roomId, 'open', isFarBack ? { around: unread } : {});
  };
  const openAbsent = () => {
    for (const roomId of visited) if (roomOf(roomId)?.hold === null) open(roomId);
  };
  const unsubscribe = store.subscribe(({ chat }, before) => {
    if (chat.rooms !== before.chat.rooms && chat.epoch !== null) openAbsent();
  });

  return {
    visit(roomId, page) {
      visited.add(roomId);
      if (page) dispatch(store, { type: 'page-offered', roomId, page });
      use(roomId);
      open(roomId);
    },
    leave: (roomId) => void visited.delete(roomId),
    isVisited: (roomId) => visited.has(roomId),
    open,
    older: turning.older,
    newer: turning.newer,
    goTo,
    keepAround(roomId, first, last) {
      const window = roomOf(roomId)?.hold?.window;
      const range = window && rangeToKeep(window, first, last);
      if (range) dispatch(store, { type: 'cropped', roomId, ...range });
    },
    retry() {
      for (const roomId of visited) if (roomOf(roomId)?.hold?.failed) open(roomId);
      turning.retry();
    },
    stop() {
      unsubscribe();
      turning.stop();
    },
  };
}

/** The seq in the room that is nearest to `seq`. */
function within(seq: number, lastSeq: number): number {
  return Math.max(1, Math.min(seq, lastSeq));
}

function pagePlaceOf(place: Place): PagePlace {
  if ('seq' in place) return { around: place.seq };
  return 'messageId' in place ? { around: place.messageId } : { at: place.at };
}

/** Undefined when the rows do not tell: it lies outside them. */
function findPlace(rows: readonly HeldMessage[], place: Place): HeldMessage | undefined {
  if ('seq' in place) return rows.find(({ seq }) => seq === place.seq);
  if ('messageId' in place) return rows.find(({ id }) => id === place.messageId);
  const at = Date.parse(place.at);
  const index = rows.findIndex(({ createdAt }) => Date.parse(createdAt) >= at);
  // Were the first row the one, an earlier one that is not here might be it.
  return index > 0 || rows[0]?.seq === 1 ? rows[index] : undefined;
}
