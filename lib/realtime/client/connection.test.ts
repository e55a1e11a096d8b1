import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stayConnected } from '@/lib/realtime/client/connection';

type Served = { say: (text: string) => void; close: () => void; signal: AbortSignal };

/** The server's end of each stream, in the order they were opened, and what was reported meanwhile. */
function connect(answers: ((request: Request) => Response)[] = []) {
  const served: Served[] = [];
  const reports: { status: string; retryAt: number | null }[] = [];
  const stopping = new AbortController();
  const wakers: (() => void)[] = [];
  const poll = vi.fn(async () => 'fine' as const);
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const answer = answers.shift();
    if (answer) return answer(new Request(new URL(url, 'http://parlance.test')));
    const encoder = new TextEncoder();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const signal = init.signal ?? new AbortController().signal;
    signal.addEventListener('abort', () => void writer.abort(signal.reason));
    served.push({
      say: (text) => void writer.write(encoder.encode(text)),
      close: () => void writer.close(),
      signal,
    });
    return new Response(readable);
  });
  const heard: string[] = [];
  let attempt = new AbortController();
  const done = stayConnected({
    signal: stopping.signal,
    attempt: () => {
      attempt = new AbortController();
      return attempt.signal;
    },
    url: () => '/api/stream',
    onEvent: (name, data) => {
      heard.push(name);
      return data === '"newer"' ? 'outdated' : 'fine';
    },
    poll,
    report: (status, retryAt) => reports.push({ status, retryAt }),
    pause: (ms) =>
      new Promise((resolve) => {
        wakers.push(resolve);
        if (ms !== null) setTimeout(resolve, ms);
      }),
  });
  const wake = () => {
    for (const resolve of wakers.splice(0)) resolve();
  };
  const statuses = () => reports.map(({ status }) => status);
  return { served, reports, statuses, heard, poll, wake, done, stopping, restart: () => attempt.abort() };
}

const ready = 'event: hello\ndata: {}\n\nevent: ready\ndata: {}\n\n';
const soon = () => vi.advanceTimersByTimeAsync(0);

describe('the connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('is live only when it has caught up', async () => {
    const { served, statuses } = connect();
    await soon();
    served[0]?.say(': hello\n\nevent: hello\ndata: {}\n\n');
    await soon();
    expect(statuses()).toEqual(['connecting', 'catching-up']);
    served[0]?.say('event: ready\ndata: {}\n\n');
    await soon();
    expect(statuses().at(-1)).toBe('live');
  });

  it('ends a stream that has been silent for 50 s; any byte counts', async () => {
    const { served } = connect();
    await soon();
    served[0]?.say(ready);
    await vi.advanceTimersByTimeAsync(49_000);
    served[0]?.say(': \n');
    await vi.advanceTimersByTimeAsync(49_000);
    expect(served).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_100);
    expect(served).toHaveLength(2);
  });

  it('waits longer after each failure, and not at all when woken', async () => {
    const { served, reports, wake } = connect();
    await soon();
    const waits: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      served[index]?.say(': \n');
      await soon();
      served[index]?.close();
      await soon();
      waits.push((reports.at(-1)?.retryAt ?? 0) - Date.now());
      wake();
      await soon();
    }
    expect(waits).toEqual([999, 1_998, 3_996, 7_992]);
    expect(served).toHaveLength(5);
  });

  it('begins anew at once when the machine was asleep', async () => {
    const { served, restart } = connect();
    await soon();
    served[0]?.say(ready);
    await soon();
    restart();
    await soon();
    expect(served).toHaveLength(2);
  });

  it('polls when twice no byte came within 10 s, says so, and tries a stream again', async () => {
    const { served, statuses, poll } = connect();
    await vi.advanceTimersByTimeAsync(10_000 + 1_000 + 10_000);
    expect(served).toHaveLength(2);
    expect(statuses().at(-1)).toBe('polling');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(poll).toHaveBeenCalledTimes(5);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(served).toHaveLength(3);
    expect(statuses().at(-1)).toBe('polling');
    served[2]?.say(ready);
    await soon();
    expect(statuses().at(-1)).toBe('live');
  });

  it('ends for good when the session is over, or the server is newer', async () => {
    const over = connect([() => new Response(null, { status: 401 })]);
    await over.done;
    expect(over.statuses()).toEqual(['connecting', 'session-over']);
    const outdated = connect();
    await soon();
    outdated.served[0]?.say('event: hello\ndata: "newer"\n\n');
    await outdated.done;
    expect(outdated.statuses()).toEqual(['connecting', 'outdated']);
  });

  it('comes back when the server said, or when the tab is next looked at', async () => {
    const { served, reports, wake } = connect();
    await soon();
    served[0]?.say(`${ready}event: bye\ndata: {"retryMs":3000}\n\n`);
    await soon();
    expect(reports.at(-1)).toEqual({ status: 'offline', retryAt: Date.now() + 3_000 });
    await vi.advanceTimersByTimeAsync(3_000);
    served[1]?.say(`${ready}event: bye\ndata: {"retryMs":null}\n\n`);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(served).toHaveLength(2);
    expect(reports.at(-1)).toEqual({ status: 'offline', retryAt: null });
    wake();
    await soon();
    expect(served).toHaveLength(3);
  });

  it('waits at least as long as a full server asks', async () => {
    const full = () => new Response(null, { status: 503, headers: { 'Retry-After': '7' } });
    const { served } = connect([full]);
    await vi.advanceTimersByTimeAsync(6_900);
    expect(served).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_200);
    expect(served).toHaveLength(1);
  });

  it('lets go of the stream when another tab takes it', async () => {
    const { served, stopping, done } = connect();
    await soon();
    served[0]?.say(ready);
    await soon();
    stopping.abort();
    await done;
    expect(served[0]?.signal.aborted).toBe(true);
    expect(served).toHaveLength(1);
  });
});
