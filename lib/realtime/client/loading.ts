import type { ApiError } from '@/lib/http/api';
import { PAGE_DEFAULT } from '@/lib/messages/contract';
import type { HeldPage } from '@/lib/realtime/client/parse';
import type { PagePlace, Reads } from '@/lib/realtime/client/reads';
import { endOf, isHeld, type LoadKind } from '@/lib/realtime/client/state';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';
import { CURSORS_MAX } from '@/lib/realtime/contract';
import { firstUnreadSeq } from '@/lib/rooms/unread';

export type Loading = {
  visit(roomId: string, page?: HeldPage): void;
  leave(roomId: string): void;
  isVisited(roomId: string): boolean;
  open(roomId: string): void;
  older(roomId: string): void;
  newer(roomId: string): void;
  latest(roomId: string): void;
  /** Opens again what is on screen and could not be loaded. */
  retry(): void;
  stop(): void;
};

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
  const load = async (roomId: string, kind: LoadKind, place: PagePlace) => {
    const userRev = roomOf(roomId)?.entry.userRev;
    // Two of the same kind would only bring the same rows twice.
    if (userRev === undefined || roomOf(roomId)?.hold?.loads.some((load) => load.kind === kind)) return;
    const id = ++loads;
    dispatch(store, { type: 'page-asked', roomId, load: { id, kind } });
    use(roomId);
    try {
      dispatch(store, { type: 'page', roomId, loadId: id, page: await reads.page(roomId, place) });
    } catch (error) {
      const refusal = refusalIn(error);
      dispatch(store, { type: 'page-failed', roomId, loadId: id });
      if (refusal.code === 'not_found') dispatch(store, { type: 'lost', roomId, userRev });
      else onRefusal(refusal);
    }
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
  const windowOf = (roomId: string) => roomOf(roomId)?.hold?.window;

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
    older(roomId) {
      const window = windowOf(roomId);
      if (window && window.start > 1) void load(roomId, 'older', { before: window.start });
    },
    newer(roomId) {
      const window = windowOf(roomId);
      if (window) void load(roomId, 'newer', { after: endOf(window) });
    },
    latest: (roomId) => void load(roomId, 'latest', {}),
    retry() {
      for (const roomId of visited) if (roomOf(roomId)?.hold?.failed) open(roomId);
    },
    stop: unsubscribe,
  };
}
