/** Long enough not to write at every key, short enough that a crash costs a word. */
const SAVE_AFTER_MS = 300;

/** What somebody has begun to write, per room, on this device. */
export type Drafts = {
  read(roomId: string): string;
  /** Kept at once, saved a moment later. */
  write(roomId: string, text: string): void;
  subscribe(listener: () => void): () => void;
  /** Saves what is not saved yet; when the page is hidden it may be the last chance. */
  flush(): void;
  /** Forgets all drafts of this person: on sign-out. */
  clear(): void;
};

/** @param storage null where the browser has none to give (private mode): drafts then live as long as the page. */
export function createDrafts(userId: string, storage: Storage | null): Drafts {
  const prefix = `parlance:${userId}:draft:`;
  const texts = new Map<string, string>();
  const unsaved = new Set<string>();
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const roomId of unsaved) save(storage, prefix + roomId, texts.get(roomId) ?? '');
    unsaved.clear();
  };
  return {
    read(roomId) {
      const text = texts.get(roomId) ?? storage?.getItem(prefix + roomId) ?? '';
      texts.set(roomId, text);
      return text;
    },
    write(roomId, text) {
      if (texts.get(roomId) === text) return;
      texts.set(roomId, text);
      unsaved.add(roomId);
      timer ??= setTimeout(flush, SAVE_AFTER_MS);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
    clear() {
      clearTimeout(timer);
      timer = undefined;
      unsaved.clear();
      texts.clear();
      for (const key of Object.keys(storage ?? {})) if (key.startsWith(prefix)) storage?.removeItem(key);
      for (const listener of listeners) listener();
    },
  };
}

function save(storage: Storage | null, key: string, text: string): void {
  try {
    if (text === '') storage?.removeItem(key);
    else storage?.setItem(key, text);
  } catch {
    // The quota is full: the draft stays in memory, which is all this device can do for it.
  }
}
