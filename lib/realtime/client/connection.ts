import { backoffMs } from '@/lib/realtime/client/backoff';
import type { ConnectionStatus } from '@/lib/realtime/client/connection-state';
import { readStream, type StreamEnd } from '@/lib/realtime/client/stream';

/** How often the entries are asked for where no stream gets through, and how often a stream is tried again there. */
const POLL_MS = 5_000;
const POLLS_PER_TRY = 12;
/** So many silent streams in a row mean that something on the way holds them back. */
const SILENT_MAX = 2;

export type Connecting = {
  signal: AbortSignal;
  /** Aborted when this stream may be dead without knowing it (wake, another network): the next is tried at once. */
  attempt: () => AbortSignal;
  /** The stream's address with the cursors of this moment. */
  url: () => string;
  /** Applies an event; answers whether this client is too old for the server. */
  onEvent: (name: string, data: string) => 'fine' | 'outdated';
  poll: () => Promise<'fine' | 'session-over' | 'failed'>;
  /** `retryAt`: milliseconds since 1970. */
  report: (status: ConnectionStatus, retryAt: number | null) => void;
  /** Resolves after `ms` (null: not by itself), or at once when the tab is looked at, wakes or comes online. */
  pause: (ms: number | null, signal: AbortSignal) => Promise<void>;
};

/** Keeps one stream open until `signal` says otherwise. */
export async function stayConnected(connecting: Connecting): Promise<void> {
  const { signal, report, pause } = connecting;
  let failures = 0;
  let silent = 0;
  while (!signal.aborted) {
    if (silent < SILENT_MAX) report('connecting', null);
    const attempt = connecting.attempt();
    const { end, wasReady, outdated } = await follow(connecting, attempt);
    if (signal.aborted) return;
    if (attempt.aborted) continue;
    if (outdated || end.why === 'session-over') {
      report(outdated ? 'outdated' : 'session-over', null);
      return;
    }
    failures = wasReady ? 0 : failures + 1;
    silent = end.why === 'silent' ? silent + 1 : 0;
    if (silent >= SILENT_MAX) {
      if ((await pollForAWhile(connecting)) === 'session-over') return;
      continue;
    }
    const wait = waitAfter(end, wasReady ? 0 : failures - 1);
    report('offline', wait === null ? null : Date.now() + wait);
    await pause(wait, signal);
  }
}

async function follow({ signal, url, onEvent, report }: Connecting, attempt: AbortSignal) {
  let wasReady = false;
  let outdated = false;
  const end = await readStream({
    url: url(),
    signal: AbortSignal.any([signal, attempt]),
    onEvent: (name, data) => {
      if (signal.aborted || attempt.aborted) return { why: 'lost' };
      if (name === 'bye') return byeOf(data);
      outdated = onEvent(name, data) === 'outdated';
      if (outdated) return { why: 'lost' };
      if (name === 'hello') report('catching-up', null);
      if (name === 'ready') {
        wasReady = true;
        report('live', null);
      }
      return null;
    },
  });
  return { end, wasReady, outdated };
}

function byeOf(data: string): StreamEnd {
  const said: unknown = JSON.parse(data);
  const told = typeof said === 'object' && said !== null && 'retryMs' in said ? said.retryMs : 0;
  return { why: 'bye', retryMs: told === null || typeof told === 'number' ? told : 0 };
}

function waitAfter(end: StreamEnd, failures: number): number | null {
  // A server that says bye to everything it lets in must not be asked in a tight loop.
  if (end.why === 'bye')
    return end.retryMs === null ? null : end.retryMs + (failures > 0 ? backoffMs(failures) : 0);
  const least = end.why === 'refused' && end.retryAfter !== null ? end.retryAfter * 1_000 : 0;
  return least + backoffMs(failures);
}

async function pollForAWhile({ signal, poll, report, pause }: Connecting): Promise<'session-over' | 'try'> {
  for (let turn = 0; turn < POLLS_PER_TRY && !signal.aborted; turn += 1) {
    const polled = await poll();
    if (polled === 'session-over') {
      report('session-over', null);
      return polled;
    }
    report(polled === 'fine' ? 'polling' : 'offline', Date.now() + POLL_MS);
    await pause(POLL_MS, signal);
  }
  return 'try';
}
