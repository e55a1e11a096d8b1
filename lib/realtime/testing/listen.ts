import { vi } from 'vitest';
import { sqlState } from '@/db/client';
import { listening } from '@/lib/realtime/hub';
import { openStream } from '@/lib/realtime/open-stream';
import { gatherOpenings } from '@/lib/realtime/openings';
import { reads as readMany } from '@/lib/realtime/queries';
import type { Cursor, Reads } from '@/lib/realtime/reads';
import { Hub, type HubOptions } from '@/lib/realtime/stream-hub';
import { MemorySink } from './memory-sink';
import { Reader } from './reader';

/** As a hub asks: each for one. */
export const reads = gatherOpenings(readMany);

/**
 * A process: a hub whose clock only the test moves. Commands of this test announce to the one that `hears`; any other
 * learns by its ticks, as a second process does.
 */
export function startProcess({
  hears = false,
  changed = {},
  options = {},
}: {
  hears?: boolean;
  changed?: Partial<Reads>;
  options?: Partial<HubOptions>;
} = {}): Hub {
  const hub = new Hub(
    { ...reads, ...changed },
    {
      maxStreams: 10_000,
      every: () => () => undefined,
      onError: (error) => {
        // The file's database is dropped at its end, maybe under a read that nobody waits for any more; a new connection
        // finds it gone.
        if (!['57P01', '3D000'].includes(sqlState(error) ?? '')) throw error;
      },
      ...options,
    },
  );
  if (hears) listening().hub = hub;
  return hub;
}

export type Listener = { reader: Reader; sink: MemorySink; opened: Promise<void> };

/** Opens a stream; it may not be ready yet. `room`: see MemorySink. */
export function beginListening(
  hub: Hub,
  who: { userId: string; sessionId: string },
  { cursors = [], room }: { cursors?: Cursor[]; room?: number } = {},
): Listener {
  const reader = new Reader(cursors);
  const sink = new MemorySink(reader.take, room);
  return { reader, sink, opened: openStream(hub, who, cursors, sink) };
}

export async function listen(
  hub: Hub,
  who: { userId: string; sessionId: string },
  cursors: Cursor[] = [],
): Promise<Listener> {
  const listener = beginListening(hub, who, { cursors });
  await listener.opened;
  return listener;
}

/** Waits for what the hub does by reads of its own. */
export function until(assertion: () => void): Promise<void> {
  return vi.waitFor(assertion, { timeout: 3_000, interval: 5 });
}

/** A point that a read can be held at: `reached` once it waits there, until `open` is called. */
export function gate(): { pass: () => Promise<void>; reached: Promise<void>; open: () => void } {
  let open = () => {};
  let arrive = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return {
    reached,
    open,
    pass: () => {
      arrive();
      return opened;
    },
  };
}
