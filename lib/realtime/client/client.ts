import { type DeviceDatabase, openDeviceDatabase } from '@/lib/device-database';
import type { ApiError } from '@/lib/http/api';
import type { Page } from '@/lib/messages/contract';
import { createDrafts, type Drafts } from '@/lib/messages/drafts';
import { type ChatActions, createActions } from '@/lib/realtime/client/actions';
import { createClientFiles } from '@/lib/realtime/client/client-files';
import { createClientOutbox } from '@/lib/realtime/client/client-outbox';
import { nextConnection } from '@/lib/realtime/client/connection-state';
import { gatherFiles } from '@/lib/realtime/client/gather-files';
import { type Healing, healGaps } from '@/lib/realtime/client/healing';
import { type Link, linkUp } from '@/lib/realtime/client/link';
import { type Loading, loadPages } from '@/lib/realtime/client/loading';
import { heldEntries, heldPage } from '@/lib/realtime/client/parse';
import { putMarker, ReadMarkers } from '@/lib/realtime/client/read-markers';
import { httpReadFiles, httpReads } from '@/lib/realtime/client/reads';
import { reduce } from '@/lib/realtime/client/reduce';
import type { ChatState } from '@/lib/realtime/client/state';
import { type ClientStore, createClientStore } from '@/lib/realtime/client/store';
import { watchWakefulness } from '@/lib/realtime/client/wakefulness';
import type { EntriesAnswer } from '@/lib/rooms/contract';
import type { Me } from '@/lib/users/contract';

/** What the server component read, the entries before the page. */
export type Initial = { me: Me; entries: EntriesAnswer };
export type FirstPage = { roomId: string; page: Page };

export type ChatClient = {
  store: ClientStore;
  actions: ChatActions;
  drafts: Drafts;
  /** Attaches to the network, the other tabs and the window; answers the way back. */
  start(): () => void;
};

/** The browser's side of one person's chat. Made on the server too, for the first paint; there it never starts. */
export function createChatClient({ me, entries }: Initial, first: FirstPage | null): ChatClient {
  const store = createClientStore(firstState(me, entries, first));
  const running: { link: Link | null } = { link: null };
  const onRefusal = ({ code }: ApiError) => {
    if (code === 'not_signed_in') signedOut();
  };
  const signedOut = () => {
    const { connection } = store.getState();
    store.setState({ connection: nextConnection(connection, 'session-over', null, Date.now()) });
    running.link?.tell({ kind: 'connection', connection: store.getState().connection });
    stop();
  };
  const tell: Link['tell'] = (message) => running.link?.tell(message);
  const drafts = createDrafts(me.id, storageOfDevice());
  const loading: Loading = loadPages(store, httpReads, onRefusal);
  const gathering = gatherFiles(store, httpReadFiles, { isVisited: loading.isVisited, onRefusal });
  const markers = new ReadMarkers(store, putMarker, onRefusal);
  const database = databaseOfDevice(me.id);
  const files = createClientFiles(store, {
    userId: me.id,
    database,
    tellOthers: () => tell({ kind: 'outbox' }),
  });
  const outbox = createClientOutbox(store, me.id, { database, files, onSignedOut: signedOut, tell });
  let detach: (() => void)[] = [];

  const stop = () => {
    for (const undo of detach) undo();
    detach = [];
    running.link = null;
    outbox.pause();
    files.pause();
    markers.stop();
    drafts.flush();
  };
  const start = () => {
    const healing: Healing = healGaps(store, httpReads, onRefusal);
    const wakefulness = watchWakefulness({
      onVisible() {
        wakefulness.wake();
        running.link?.tell({ kind: 'wake' });
        running.link?.ask();
      },
      onHidden() {
        drafts.flush();
        markers.flush();
      },
      onRevived: () => running.link?.restart(),
    });
    const link = linkUp({
      ...{ store, userId: me.id, healing, wakefulness },
      onLive() {
        outbox.wake();
        files.wake();
        markers.flush();
        loading.retry();
      },
      onOutboxTold() {
        void outbox.reload();
        files.reload();
      },
      onOver: stop,
    });
    running.link = link;
    detach = [link.stop, wakefulness.stop, healing.stop];
    // In this order: what belongs to a message must not be shown as a draft first.
    void outbox.start().then(files.start);
    return stop;
  };
  const actions = createActions({ store, loading, gathering, markers, outbox, files, drafts, running, stop });
  return { store, actions, drafts, start };
}

function firstState(me: Me, entries: EntriesAnswer, first: FirstPage | null): ChatState {
  const nobody: ChatState = { epoch: null, me, users: {}, cursor: 0, head: 0, rooms: {}, gone: {} };
  const state = reduce(nobody, { type: 'snapshot', snapshot: { ...heldEntries.parse(entries), me } });
  if (!first) return state;
  return reduce(state, { type: 'page-offered', roomId: first.roomId, page: heldPage.parse(first.page) });
}

/** Opened at the first use: there is none on the server. Null where the browser has none to give (private mode). */
function databaseOfDevice(userId: string): () => Promise<DeviceDatabase | null> {
  let opened: Promise<DeviceDatabase | null> | undefined;
  return () => {
    opened ??= openDeviceDatabase(userId).catch(() => null);
    return opened;
  };
}

/** Null on the server, and where the person has forbidden it. */
function storageOfDevice(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch {
    return null;
  }
}
