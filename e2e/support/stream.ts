import { createParser } from 'eventsource-parser';

/** What one event of the stream said; for assertions, so `data` has no type. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the data, and fails when it is not there
export type Heard = { event: string; data: any };

/** Somebody at the other end of `GET /api/stream`. */
export type Listener = {
  status: number;
  headers: Headers;
  /** Everything so far, in order. */
  heard: readonly Heard[];
  /** Everything so far as it came over the wire. */
  raw(): string;
  /** The first event that fits, heard already or still to come; fails after `withinMs` (5 s) or when the stream ends. */
  until(fits: (heard: Heard) => boolean, withinMs?: number): Promise<Heard>;
  /** Settles when the server ended the stream. */
  ended: Promise<void>;
  close(): void;
};

/** Opens a stream and keeps all it says. */
export async function listen(url: string, headers: Record<string, string>): Promise<Listener> {
  const controller = new AbortController();
  const response = await fetch(url, { headers, signal: controller.signal });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  let raw = '';
  let over = false;
  const parser = createParser({
    onEvent: ({ event = '', data }) => {
      heard.push({ event, data: JSON.parse(data) });
      wake();
    },
  });
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        const text = decoder.decode(chunk, { stream: true });
        raw += text;
        parser.feed(text);
      }
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      over = true;
      wake();
    }
  };
  const ended = read();
  // A connection that breaks shows where somebody waits for it.
  ended.catch(() => undefined);

  const until: Listener['until'] = (fits, withinMs = 5_000) =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        waiting.delete(look);
        clearTimeout(timer);
        act();
      };
      const tell = (why: string) =>
        reject(new Error(`${why}; heard: ${heard.map(({ event }) => event).join(' ') || 'nothing'}`));
      const look = () => {
        const found = heard.find(fits);
        if (found) settle(() => resolve(found));
        else if (over) settle(() => tell('The stream ended'));
      };
      const timer = setTimeout(() => settle(() => tell('Not heard in time')), withinMs);
      waiting.add(look);
      look();
    });

  return {
    status: response.status,
    headers: response.headers,
    heard,
    raw: () => raw,
    until,
    ended,
    close: () => controller.abort(),
  };
}
