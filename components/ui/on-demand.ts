import { useEffect, useSyncExternalStore } from 'react';

export type OnDemand<T> = {
  /** The code once it is here, from the first time that `isWanted` was true; null until then. */
  useWhen: (isWanted: boolean) => T | null;
};

const all = new Set<() => Promise<void>>();
/** What comes with a later page is no different. */
let isAllWanted = false;

/**
 * Code that a screen can be painted without: dialogs, menus, what says that something was done. It is fetched when it is
 * first wanted, and with all the others after the first sign of life (`fetchAll`), so that nobody waits for it and a
 * connection lost later takes nothing away. What could not be fetched is asked for again the next time.
 */
export function onDemand<T>(load: () => Promise<T>): OnDemand<T> {
  let loaded: T | null = null;
  let isLoading = false;
  const listeners = new Set<() => void>();
  const fetch = async () => {
    if (loaded !== null || isLoading) return;
    isLoading = true;
    try {
      loaded = await load();
      for (const listener of listeners) listener();
    } catch {
      // Offline, or a newer release has replaced the file. Whoever wants it can ask again.
    } finally {
      isLoading = false;
    }
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  all.add(fetch);
  if (isAllWanted) void fetch();
  return {
    useWhen: (isWanted) => {
      const code = useSyncExternalStore(
        subscribe,
        () => loaded,
        () => null,
      );
      useEffect(() => {
        if (isWanted) void fetch();
      }, [isWanted]);
      return code;
    },
  };
}

/** Fetches all that waits for demand. */
export function fetchAll(): void {
  isAllWanted = true;
  for (const fetch of all) void fetch();
}
