import { backoffMs } from '@/lib/realtime/client/backoff';
import type { PagePlace } from '@/lib/realtime/client/reads';
import { endOf } from '@/lib/realtime/client/state';
import type { ClientStore } from '@/lib/realtime/client/store';

type Side = 'older' | 'newer';

type Options = {
  /** Answers whether a page that did not come may come when it is asked for again. */
  load: (roomId: string, kind: Side, place: PagePlace) => Promise<boolean>;
  isVisited: (roomId: string) => boolean;
};

export type Turning = {
  /** See `ChatActions.loadOlder`. */
  older(roomId: string, before: number): void;
  newer(roomId: string, after: number): void;
  /** Asks at once for what would be asked for in a while. */
  retry(): void;
  stop(): void;
};

/** `latest`: what a screen asked for last. `wait`: until a page that did not come is asked for again. */
type Wanted = { latest: number; wait?: { timer: ReturnType<typeof setTimeout>; end: () => void } };

/**
 * Asks for the pages before and after the window. One that does not come is asked for again after a while, and not sooner
 * however often a screen asks: whoever stands at the end of what is held cannot scroll on, and need not.
 */
export function turnPages(store: ClientStore, { load, isVisited }: Options): Turning {
  const pages = new Map<string, Wanted>();

  const isNext = (roomId: string, side: Side, seq: number): boolean => {
    const window = store.getState().chat.rooms[roomId]?.hold?.window;
    if (!window) return false;
    return side === 'older' ? window.start === seq && seq > 1 : endOf(window) === seq;
  };
  const turn = async (roomId: string, side: Side, seq: number, failures = 0): Promise<void> => {
    const key = `${side} ${roomId}`;
    const asked = pages.get(key);
    if (asked) asked.latest = seq;
    if (asked || !isNext(roomId, side, seq)) return;
    const wanted: Wanted = { latest: seq };
    pages.set(key, wanted);
    const mayCome = await load(roomId, side, side === 'older' ? { before: seq } : { after: seq });
    if (mayCome) {
      await new Promise<void>((end) => {
        wanted.wait = { timer: setTimeout(end, backoffMs(failures)), end };
      });
    }
    pages.delete(key);
    // The window may have become another one meanwhile, with another page before it.
    const goesOn = mayCome ? isVisited(roomId) : wanted.latest !== seq;
    if (goesOn) void turn(roomId, side, wanted.latest, mayCome ? failures + 1 : 0);
  };

  return {
    older: (roomId, before) => void turn(roomId, 'older', before),
    newer: (roomId, after) => void turn(roomId, 'newer', after),
    retry() {
      for (const { wait } of pages.values()) wait?.end();
    },
    stop() {
      for (const { wait } of pages.values()) clearTimeout(wait?.timer);
    },
  };
}
