import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { joinTabs, type TabMessage } from '@/lib/realtime/client/tabs';

type Waiting = { grant: () => void; signal: AbortSignal | undefined };

/** The browser's locks, as far as the tabs use them: one holder, a queue, and theft. */
class Locks {
  private holder: ((reason: Error) => void) | null = null;
  private queue: Waiting[] = [];

  request(_name: string, options: LockOptions, work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const grant = () => {
        this.holder = reject;
        const release = () => {
          if (this.holder === reject) this.next();
        };
        work().then(resolve, reject).finally(release);
      };
      if (options.steal) {
        this.holder?.(new DOMException('stolen', 'AbortError'));
        return grant();
      }
      const waiting = { grant, signal: options.signal };
      options.signal?.addEventListener('abort', () => {
        this.queue = this.queue.filter((other) => other !== waiting);
        reject(options.signal?.reason);
      });
      this.queue.push(waiting);
      if (!this.holder) this.next();
    });
  }

  private next(): void {
    this.holder = null;
    this.queue.shift()?.grant();
  }
}

/** Delivers at once, to every other tab. */
class Channel {
  static open = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  private readonly name: string;
  constructor(name: string) {
    this.name = name;
    Channel.open.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of Channel.open) {
      if (other !== this && other.name === this.name) other.onmessage?.({ data });
    }
  }
  close(): void {
    Channel.open.delete(this);
  }
}

function tab(userId = 'ada') {
  const heard: string[] = [];
  const leads: string[] = [];
  const tabs = joinTabs({
    userId,
    hear: (message: TabMessage) => heard.push(message.kind),
    lead: async (signal) => {
      leads.push('began');
      signal.addEventListener('abort', () => leads.push('ended'));
    },
  });
  return { ...tabs, heard, leads };
}

const event: TabMessage = { kind: 'event', name: 'beat', data: '{}' };
const settled = () => vi.advanceTimersByTimeAsync(1);

describe('the tabs of one person', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { locks: new Locks() });
    vi.stubGlobal('BroadcastChannel', Channel);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    Channel.open.clear();
  });

  it('have one stream between them, and the next takes over when its tab closes', async () => {
    const first = tab();
    await settled();
    const second = tab();
    await settled();
    expect([first.isLeading(), second.isLeading()]).toEqual([true, false]);
    expect(first.heard).toEqual(['ask']);
    first.tell(event);
    expect(second.heard).toEqual(['event']);
    first.stop();
    await settled();
    expect(first.leads).toEqual(['began', 'ended']);
    expect(second.leads).toEqual(['began']);
  });

  it('wait for one that beats, ask one that is silent, and take the stream from one that stays so', async () => {
    const first = tab();
    await settled();
    const second = tab();
    for (let turn = 0; turn < 6; turn += 1) {
      await vi.advanceTimersByTimeAsync(20_000);
      first.tell(event);
    }
    expect(second.isLeading()).toBe(false);
    first.heard.length = 0;
    await vi.advanceTimersByTimeAsync(45_010);
    expect(first.heard).toEqual(['ask']);
    expect(second.isLeading()).toBe(false);
    await vi.advanceTimersByTimeAsync(5_010);
    expect(second.leads).toEqual(['began']);
    expect(first.leads).toEqual(['began', 'ended']);
    expect([first.isLeading(), second.isLeading()]).toEqual([false, true]);
  });

  it('do not take the stream from one that answers when asked', async () => {
    const first = tab();
    await settled();
    const second = tab();
    await vi.advanceTimersByTimeAsync(47_000);
    first.tell(event);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(second.isLeading()).toBe(false);
  });

  it('do not feed one another while both believe they hold the stream', async () => {
    const first = tab();
    await settled();
    const channel = new Channel('parlance:ada');
    channel.postMessage(event);
    channel.postMessage({ kind: 'outbox' });
    expect(first.heard).toEqual(['outbox']);
  });

  it('of another person hear nothing', async () => {
    const [ada, grace] = [tab('ada'), tab('grace')];
    await settled();
    ada.tell(event);
    expect(grace.heard).toEqual([]);
  });
});
