import { call } from '@/lib/http/api';
import { messageAnswer } from '@/lib/messages/contract';
import { Outbox } from '@/lib/messages/outbox/outbox';
import { openOutboxStore } from '@/lib/messages/outbox/outbox-store';
import type { OutboxEntry } from '@/lib/messages/outbox/pending';
import { backoffMs } from '@/lib/realtime/client/backoff';
import { messagePath } from '@/lib/realtime/client/reads';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';
import type { TabMessage } from '@/lib/realtime/client/tabs';

type Around = { onSignedOut: () => void; tell: (message: TabMessage) => void };

/** The outbox of one person on this device, tied to the API, the held state and the other tabs. */
export function createClientOutbox(store: ClientStore, userId: string, around: Around): Outbox {
  return new Outbox({
    // Opened at the first use: there is no database on the server.
    openStore: () => openOutboxStore(userId),
    alone: (roomId, work) => alone(`parlance:outbox:${userId}:${roomId}`, work),
    deliver: (entry) => deliver(store, entry),
    onChange: (outbox) => store.setState({ outbox }),
    onSignedOut: around.onSignedOut,
    tellOthers: () => around.tell({ kind: 'outbox' }),
    backoffMs,
  });
}

/** Without a secure context there are no locks; a message sent twice is then still stored once. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks) await locks.request(name, work);
  else await work();
}

async function deliver(store: ClientStore, { roomId, id, body }: OutboxEntry) {
  try {
    const answer = await call('PUT', messagePath(roomId, id), { body: { body }, answer: messageAnswer });
    dispatch(store, { type: 'answered', roomId, ...answer });
    return null;
  } catch (error) {
    return refusalIn(error);
  }
}
