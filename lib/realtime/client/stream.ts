import { createParser } from 'eventsource-parser';

/** Some networks buffer streams: without a byte by now there will be none. */
const FIRST_BYTE_MS = 10_000;
/** Two and a half beats. */
const SILENCE_MS = 50_000;

export type StreamEnd =
  | { why: 'session-over' }
  /** The server said so; null: come back when the tab is next looked at. */
  | { why: 'bye'; retryMs: number | null }
  /** Not one byte came. */
  | { why: 'silent' }
  /** Refused; `retryAfter` in seconds, where the server gave one. */
  | { why: 'refused'; retryAfter: number | null }
  | { why: 'lost' };

type Reading = {
  url: string;
  signal: AbortSignal;
  /** Answers why the stream is over, when this event ends it. Throws at an event that cannot be read. */
  onEvent: (name: string, data: string) => StreamEnd | null;
};

/** Reads one stream to its end. Any byte counts as a sign of life. */
export async function readStream({ url, signal, onEvent }: Reading): Promise<StreamEnd> {
  const watchdog = new AbortController();
  let heard = false;
  let timer = setTimeout(() => watchdog.abort(), FIRST_BYTE_MS);
  const hear = () => {
    heard = true;
    clearTimeout(timer);
    timer = setTimeout(() => watchdog.abort(), SILENCE_MS);
  };
  try {
    const response = await fetch(url, {
      headers: { Accept: 'text/event-stream' },
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.any([signal, watchdog.signal]),
    });
    if (!response.ok || !response.body) return refusal(response);
    return await readEvents(response.body, hear, onEvent);
  } catch {
    // Whatever broke it (network, watchdog, an event that cannot be read), the way on is a new stream.
    return { why: watchdog.signal.aborted && !heard ? 'silent' : 'lost' };
  } finally {
    clearTimeout(timer);
    watchdog.abort();
  }
}

async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  hear: () => void,
  onEvent: Reading['onEvent'],
): Promise<StreamEnd> {
  let end: StreamEnd | null = null;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      end ??= onEvent(event ?? 'message', data);
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { why: 'lost' };
    hear();
    parser.feed(decoder.decode(value, { stream: true }));
    if (end) return end;
  }
}

function refusal(response: Response): StreamEnd {
  if (response.status === 401) return { why: 'session-over' };
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return { why: 'refused', retryAfter: Number.isFinite(seconds) ? seconds : null };
}
