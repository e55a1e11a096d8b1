/** A clock that jumped so far between two looks at it slept in between. */
const LOOK_MS = 5_000;
const SLEPT_MS = 20_000;

export type Wakefulness = {
  /** Resolves after `ms` (null: not by itself), when woken, or when `signal` aborts. */
  pause(ms: number | null, signal: AbortSignal): Promise<void>;
  wake(): void;
  stop(): void;
};

type Told = {
  /** Somebody looks at the tab. */
  onVisible: () => void;
  /** The last moment to save and send: there may be no other. */
  onHidden: () => void;
  /** The machine slept, or the network is another one: open connections may be dead without knowing it. */
  onRevived: () => void;
};

/** Attaches to what the browser says about the tab, the network and the passing of time. */
export function watchWakefulness({ onVisible, onHidden, onRevived }: Told): Wakefulness {
  const sleepers = new Set<() => void>();
  const listening = new AbortController();
  const { signal } = listening;
  let lookedAt = Date.now();

  const clock = setInterval(() => {
    const slept = Date.now() - lookedAt > LOOK_MS + SLEPT_MS;
    lookedAt = Date.now();
    // A hidden tab's timers are held back for a minute; that is no sleep of the machine.
    if (slept && document.visibilityState === 'visible') onRevived();
  }, LOOK_MS);
  const look = () => (document.visibilityState === 'visible' ? onVisible() : onHidden());
  document.addEventListener('visibilitychange', look, { signal });
  window.addEventListener('focus', onVisible, { signal });
  window.addEventListener('pagehide', onHidden, { signal });
  window.addEventListener('online', onRevived, { signal });
  // Else an open stream is believed in until the silence has lasted for most of a minute.
  window.addEventListener('offline', onRevived, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && onRevived(), { signal });

  return {
    pause: (ms, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          sleepers.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = ms === null ? undefined : setTimeout(done, ms);
        sleepers.add(done);
        signal.addEventListener('abort', done);
        if (signal.aborted) done();
      }),
    wake() {
      for (const done of [...sleepers]) done();
    },
    stop() {
      clearInterval(clock);
      listening.abort();
    },
  };
}
