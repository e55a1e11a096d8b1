import type { ConnectionState } from '@/lib/realtime/client/connection-state';
import type { Heads } from '@/lib/realtime/client/reduce';

/** A tab that has heard nothing for so long asks, and then takes the stream from whoever held it. */
const SILENCE_MS = 45_000;
const ANSWER_MS = 5_000;

/** What the tabs of one person in one browser tell each other. */
export type TabMessage =
  /** An event of the stream as it came: each tab has its own cursors. */
  | { kind: 'event'; name: string; data: string }
  | { kind: 'heads'; heads: Heads }
  | { kind: 'connection'; connection: ConnectionState }
  /** Opening, thawing, opening a room: tell me where things are. */
  | { kind: 'ask' }
  /** Somebody looks, or is online again: do not wait any longer. */
  | { kind: 'wake' }
  | { kind: 'outbox' }
  | { kind: 'signed-out' };

export type Tabs = {
  tell(message: TabMessage): void;
  isLeading(): boolean;
  stop(): void;
};

type Joining = {
  userId: string;
  hear: (message: TabMessage) => void;
  /** Holds the stream until `signal` says that another tab does. */
  lead: (signal: AbortSignal) => Promise<void>;
};

/** One tab holds the lock, and with it the stream; when it closes or falls silent, another takes over. */
export function joinTabs({ userId, hear, lead }: Joining): Tabs {
  const channel = new BroadcastChannel(`parlance:${userId}`);
  const stopping = new AbortController();
  // Only secure contexts have locks; without them each tab has its own stream while it is visible.
  const locks: LockManager | undefined = navigator.locks;
  let leading = false;
  let waiting = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (message: TabMessage) => channel.postMessage(message);
  const listen = () => {
    clearTimeout(timer);
    if (leading || !locks || stopping.signal.aborted) return;
    timer = setTimeout(() => {
      tell({ kind: 'ask' });
      timer = setTimeout(() => waiting.abort('steal'), ANSWER_MS);
    }, SILENCE_MS);
  };
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    const isOfStream = data.kind === 'event' || data.kind === 'heads' || data.kind === 'connection';
    // Two who both believe they lead, for the moment a theft takes, must not feed each other.
    if (isOfStream && (leading || !locks)) return;
    if (isOfStream) listen();
    hear(data);
  };

  const holdOnce = async (locks: LockManager, steal: boolean) => {
    const lost = new AbortController();
    waiting = new AbortController();
    const options = steal ? { steal } : { signal: waiting.signal };
    try {
      await locks.request(`parlance:stream:${userId}`, options, async () => {
        leading = true;
        clearTimeout(timer);
        const signal = AbortSignal.any([lost.signal, stopping.signal]);
        await lead(signal);
        await aborted(signal);
      });
    } catch {
      // Stolen from here, or told to stop waiting: `waiting` and `stopping` say which.
    } finally {
      leading = false;
      lost.abort();
    }
  };
  const contend = async (locks: LockManager) => {
    let steal = false;
    // React mounts twice while developing, and Chromium leaves a page's first request in the queue for ever when it
    // is aborted in the task that made it.
    await new Promise((resolve) => setTimeout(resolve));
    while (!stopping.signal.aborted) {
      listen();
      await holdOnce(locks, steal);
      steal = waiting.signal.reason === 'steal';
    }
  };
  if (locks) void contend(locks);
  else void leadWhileVisible(lead, stopping.signal);
  tell({ kind: 'ask' });

  return {
    tell,
    isLeading: () => leading || !locks,
    stop() {
      stopping.abort();
      waiting.abort();
      clearTimeout(timer);
      channel.close();
    },
  };
}

async function leadWhileVisible(lead: Joining['lead'], stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await visibility('visible', stopping);
    const hidden = new AbortController();
    const signal = AbortSignal.any([hidden.signal, stopping]);
    void visibility('hidden', stopping).then(() => hidden.abort());
    await lead(signal);
    await aborted(signal);
  }
}

function visibility(state: DocumentVisibilityState, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === state || signal.aborted) return resolve();
    const look = () => {
      if (document.visibilityState !== state && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look, { once: true });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
