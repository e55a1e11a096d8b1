import 'server-only';
import { release } from '@/lib/operations/release';
import { PROTOCOL } from '@/lib/realtime/contract';
import { encode, PREAMBLE } from '@/lib/realtime/encode';
import { type Cursor, type Hello, isUseless, type Who } from '@/lib/realtime/reads';
import type { Sink } from '@/lib/realtime/sink';
import type { Stream } from '@/lib/realtime/stream';
import type { Hub } from '@/lib/realtime/stream-hub';

/**
 * Opens one stream: register, rooms, hello, what was missed, ready; from then on the hub writes to it. The order is
 * the protocol (README.md); each read begins after the step before it. Never throws: a stream that cannot open ends.
 */
export async function openStream(hub: Hub, who: Who, cursors: readonly Cursor[], sink: Sink): Promise<void> {
  const stream = hub.register(who, sink);
  if (stream.closed) return;
  try {
    const standing = await hub.reads.standing(who);
    if (!standing) return stream.close(encode('bye', { retryMs: 1_000 }));
    hub.takeStanding(stream, standing);
    const hello = await readHello(hub, stream);
    if (!hello) return stream.close();
    await stream.sendFirst(PREAMBLE);
    await stream.sendFirst(encode('hello', helloOf(hello)));
    await sendMissed(hub, stream, hello, cursors);
    await stream.sendFirst(encode('ready', {}));
    stream.goLive();
  } catch (error) {
    hub.failed(error);
    stream.close();
  }
}

/** Read again if a room began since its person's rooms were read; null when the stream closed meanwhile. */
async function readHello(hub: Hub, stream: Stream): Promise<Hello | null> {
  while (!stream.closed) {
    const hello = await hub.reads.hello(stream.userId);
    if (!hello || hub.takeHello(stream, hello)) return hello;
  }
  return null;
}

/** Cursors of rooms that hello does not name are answered by silence: they may not even exist. */
async function sendMissed(hub: Hub, stream: Stream, hello: Hello, cursors: readonly Cursor[]): Promise<void> {
  const entries = new Map(hello.rooms.map((entry) => [entry.roomId, entry]));
  const known = cursors.filter(({ roomId }) => entries.has(roomId));
  if (known.length === 0 || stream.closed) return;
  for (const news of await hub.reads.missed({ userId: stream.userId, cursors: known })) {
    const entry = entries.get(news.roomId);
    if (!entry || news.changes.from === news.head) continue;
    await stream.sendFirst(
      isUseless(news)
        ? encode('reset', { entry })
        : encode('changes', { feed: news.roomId, ...news.changes }),
    );
  }
}

function helloOf({ me, rev, epoch, rooms, users }: Hello) {
  return { epoch, protocol: PROTOCOL, release, me, rev, rooms, users };
}
