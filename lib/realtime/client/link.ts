import { stayConnected } from '@/lib/realtime/client/connection';
import { type ConnectionStatus, nextConnection } from '@/lib/realtime/client/connection-state';
import { applyEvent, headsOf, heldCursors, streamUrl } from '@/lib/realtime/client/events';
import type { Healing } from '@/lib/realtime/client/healing';
import { type ClientStore, dispatch } from '@/lib/realtime/client/store';
import { joinTabs, type TabMessage, type Tabs } from '@/lib/realtime/client/tabs';
import type { Wakefulness } from '@/lib/realtime/client/wakefulness';
import { BEAT_MS } from '@/lib/realtime/contract';

type Linking = {
  store: ClientStore;
  userId: string;
  healing: Healing;
  wakefulness: Wakefulness;
  /** Caught up: what waited for the server may go. */
  onLive: () => void;
  onOutboxTold: () => void;
  /** Nothing goes on without the person. */
  onOver: (status: 'session-over' | 'outdated') => void;
};

export type Link = {
  tell(message: TabMessage): void;
  /** Asks where things are: on opening a room, on being looked at. */
  ask(): void;
  /** The stream may be dead without knowing it. */
  restart(): void;
  stop(): void;
};

/** This tab's part of the one stream: holding it, or hearing it from the tab that does. */
export function linkUp(linking: Linking): Link {
  const { store, healing, wakefulness, onLive, onOutboxTold, onOver } = linking;
  let attempt = new AbortController();
  let asked: ReadonlyMap<string, number> = new Map();

  const show = (status: ConnectionStatus, retryAt: number | null) => {
    const { connection } = store.getState();
    store.setState({ connection: nextConnection(connection, status, retryAt, Date.now()) });
    if (status === 'live' && connection.status !== 'live') onLive();
    if (status === 'session-over' || status === 'outdated') onOver(status);
  };
  const tellState = () => {
    if (!tabs.isLeading()) return;
    tabs.tell({ kind: 'connection', connection: store.getState().connection });
    const heads = headsOf(store);
    if (heads) tabs.tell({ kind: 'heads', heads });
  };
  const hearEvent = (name: string, data: string, own: boolean) => {
    if (applyEvent(store, { name, data }, own ? asked : null) === 'fine') return 'fine';
    if (!own) show('outdated', null);
    return 'outdated';
  };
  const lead = async (signal: AbortSignal) => {
    // Without a stream there are no beats, and the other tabs must not take this one for frozen.
    const pulse = setInterval(tellState, BEAT_MS);
    await stayConnected({
      signal,
      attempt: () => {
        attempt = new AbortController();
        return attempt.signal;
      },
      url: () => {
        asked = heldCursors(store);
        return streamUrl(asked);
      },
      onEvent: (name, data) => {
        const heard = hearEvent(name, data, true);
        tabs.tell({ kind: 'event', name, data });
        if (name === 'beat') tellState();
        return heard;
      },
      poll: async () => {
        const refusal = await healing.askForEntries();
        if (!refusal) return 'fine';
        return refusal.code === 'not_signed_in' ? 'session-over' : 'failed';
      },
      report: (status, retryAt) => {
        show(status, retryAt);
        tellState();
      },
      pause: wakefulness.pause,
    });
    clearInterval(pulse);
  };
  const hear = (message: TabMessage) => {
    switch (message.kind) {
      case 'event':
        hearSafely(() => hearEvent(message.name, message.data, false));
        return;
      case 'heads':
        dispatch(store, { type: 'heads', heads: message.heads });
        return;
      case 'connection':
        // Whether a tab is too old for the server each tab finds out by itself.
        if (message.connection.status !== 'outdated')
          show(message.connection.status, message.connection.retryAt);
        return;
      case 'ask':
        tellState();
        return;
      case 'wake':
        wakefulness.wake();
        return;
      case 'outbox':
        onOutboxTold();
        return;
      case 'signed-out':
        show('session-over', null);
        return;
      default:
        message satisfies never;
    }
  };
  const tabs: Tabs = joinTabs({ userId: linking.userId, hear, lead });

  return {
    tell: tabs.tell,
    ask: () => tabs.tell({ kind: 'ask' }),
    restart() {
      attempt.abort();
      wakefulness.wake();
      tabs.tell({ kind: 'wake' });
    },
    stop: tabs.stop,
  };
}

function hearSafely(hear: () => void): void {
  try {
    hear();
  } catch (error) {
    // An event this version cannot read: the heads will say what is missing. Anything else is a mistake of ours.
    if (!(error instanceof Error && (error.name === 'ZodError' || error.name === 'SyntaxError'))) throw error;
  }
}
