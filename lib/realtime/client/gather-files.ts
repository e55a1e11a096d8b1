import { FILES_BY_ID_MAX } from '@/lib/attachments/contract';
import type { ApiError } from '@/lib/http/api';
import { backoffMs } from '@/lib/realtime/client/backoff';
import { unknownFiles } from '@/lib/realtime/client/held-files';
import type { HeldFiles } from '@/lib/realtime/client/state';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';

/** Frames come in bursts: what they name within this time is asked for at once. */
const GATHER_MS = 50;
/** Nobody looks at a hidden tab, and a thousand of them need not ask in the same moment. */
const GATHER_HIDDEN_MS = 2_000;

/** Answers those of the ids that can be read. Throws `ApiError`. */
export type ReadFiles = (roomId: string, ids: readonly string[]) => Promise<HeldFiles>;

export type Gathering = {
  /** Looks at what is held of a room that somebody comes to. */
  look(roomId: string): void;
  /** Asks again for files that are known: the addresses of their thumbnails have run out. */
  renew(roomId: string, ids: readonly string[]): void;
  stop(): void;
};

/** Asks what the files are that frames only named, in rooms on screen: once for all that came within a moment. */
export function gatherFiles(
  store: ClientStore,
  read: ReadFiles,
  { isVisited, onRefusal }: { isVisited: (roomId: string) => boolean; onRefusal: (error: ApiError) => void },
): Gathering {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const renewals = new Map<string, Set<string>>();
  let failures = 0;

  const wantedIn = (roomId: string): string[] => {
    const hold = store.getState().chat.rooms[roomId]?.hold;
    if (!hold) return [];
    const again = [...(renewals.get(roomId) ?? [])].filter((id) => Object.hasOwn(hold.files, id));
    return [...new Set([...unknownFiles(hold), ...again])];
  };
  const look = (roomId: string) => {
    if (timers.has(roomId) || !isVisited(roomId) || wantedIn(roomId).length === 0) return;
    const wait = (isHidden() ? GATHER_HIDDEN_MS : GATHER_MS) + (failures > 0 ? backoffMs(failures) : 0);
    timers.set(
      roomId,
      setTimeout(() => void ask(roomId), wait),
    );
  };
  const ask = async (roomId: string) => {
    // The timer stays in place meanwhile, so that nothing is asked for twice at once.
    const ids = wantedIn(roomId).slice(0, FILES_BY_ID_MAX);
    let goesOn = true;
    if (ids.length > 0) {
      try {
        const files = await read(roomId, ids);
        failures = 0;
        for (const id of ids) renewals.get(roomId)?.delete(id);
        dispatch(store, { type: 'files', roomId, files, asked: ids });
      } catch (error) {
        const refusal = refusalIn(error);
        failures += 1;
        onRefusal(refusal);
        // The room is lost, which its own feed says; or the session is over.
        goesOn = refusal.code !== 'not_found' && refusal.code !== 'not_signed_in';
      }
    }
    if (timers.delete(roomId) && goesOn) look(roomId);
  };
  const unsubscribe = store.subscribe(({ chat }, before) => {
    if (chat.rooms === before.chat.rooms) return;
    for (const [roomId, room] of Object.entries(chat.rooms))
      if (room.hold !== before.chat.rooms[roomId]?.hold) look(roomId);
  });
  return {
    look,
    renew(roomId, ids) {
      renewals.set(roomId, new Set([...(renewals.get(roomId) ?? []), ...ids]));
      look(roomId);
    },
    stop() {
      unsubscribe();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}
