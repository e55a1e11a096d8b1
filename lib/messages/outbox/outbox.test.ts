import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDeviceDatabase } from '@/lib/device-database';
import { ApiError, type ApiErrorCode } from '@/lib/http/api';
import { Outbox } from '@/lib/messages/outbox/outbox';
import { outboxInDatabase } from '@/lib/messages/outbox/outbox-store';
import type { OutboxEntry, PendingMessage } from '@/lib/messages/outbox/pending';

/** The server, and the locks of the browser, as all tabs of one person meet them. */
class Surroundings {
  readonly person = `ada-${Math.random()}`;
  readonly delivered: string[] = [];
  readonly answers: (ApiError | 'lost')[] = [];
  /** What becomes of each file that is asked for; one that is not named is there. */
  readonly files: Record<string, Promise<ApiError | null>> = {};
  /** Files that no message has any more, and why. */
  readonly over: string[] = [];
  inFlight = 0;
  mostInFlight = 0;
  private readonly locks = new Map<string, Promise<void>>();

  tab() {
    const shown: { list: readonly PendingMessage[] } = { list: [] };
    const onSignedOut = vi.fn();
    const outbox = new Outbox({
      openStore: async () => outboxInDatabase(await openDeviceDatabase(this.person), this.person),
      alone: (roomId, work) => this.alone(roomId, work),
      bringFiles: (entry) => this.bringFiles(entry),
      deliver: (entry) => this.deliver(entry),
      onFilesOver: (fileIds, how) => {
        for (const id of fileIds) this.over.push(`${id} ${how}`);
      },
      onChange: (list) => {
        shown.list = list;
      },
      onSignedOut,
      tellOthers: () => undefined,
      backoffMs: (failures) => 10 * 2 ** failures,
    });
    return { outbox, shown, onSignedOut };
  }

  private async alone(roomId: string, work: () => Promise<void>) {
    const mine = (this.locks.get(roomId) ?? Promise.resolve()).then(work);
    this.locks.set(roomId, mine);
    await mine;
  }

  private async bringFiles({ fileIds }: OutboxEntry): Promise<ApiError | null> {
    const refusals = await Promise.all(fileIds.map((id) => this.files[id] ?? null));
    return refusals.find((refusal) => refusal !== null) ?? null;
  }

  private async deliver(entry: OutboxEntry): Promise<ApiError | null> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await new Promise((resolve) => setTimeout(resolve, 2));
    this.inFlight -= 1;
    const answer = this.answers.shift();
    if (answer && answer !== 'lost') return answer;
    if (!this.delivered.includes(entry.id)) this.delivered.push(entry.id);
    return answer === 'lost' ? refusal('unreachable', 0) : null;
  }
}

function refusal(code: ApiErrorCode, status: number, retryAfter?: number) {
  return new ApiError(code, code, { status, retryAfter, params: { reason: 'because' } });
}

function written(id: string, roomId = 'tea', fileIds: string[] = []) {
  return { id, roomId, body: `text of ${id}`, fileIds, createdAt: '2026-11-20T12:00:00.000Z' };
}

/** What becomes of a file, to be said later. */
function someTime() {
  let resolve: (refusal: ApiError | null) => void = () => undefined;
  const promise = new Promise<ApiError | null>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

let around: Surroundings;
beforeEach(() => {
  around = new Surroundings();
});

describe('outbox', () => {
  it('shows a message at once and sends a room in the order of writing, one at a time', async () => {
    const { outbox, shown } = around.tab();
    await outbox.start();
    for (const id of ['a', 'b', 'c']) outbox.add(written(id));
    expect(shown.list.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    await vi.waitFor(() => expect(shown.list).toEqual([]));
    expect(around.delivered).toEqual(['a', 'b', 'c']);
    expect(around.mostInFlight).toBe(1);
  });

  it('keeps order and one at a time across tabs', async () => {
    const [one, two] = [around.tab(), around.tab()];
    await Promise.all([one.outbox.start(), two.outbox.start()]);
    one.outbox.add(written('a'));
    two.outbox.add(written('b'));
    one.outbox.add(written('c'));
    await vi.waitFor(() => expect(around.delivered).toHaveLength(3));
    expect(around.mostInFlight).toBe(1);
    expect(around.delivered.indexOf('a')).toBeLessThan(around.delivered.indexOf('c'));
  });

  it('survives the page, and is sent by the next one', async () => {
    around.answers.push(refusal('not_signed_in', 401));
    const before = around.tab();
    await before.outbox.start();
    before.outbox.add(written('a'));
    before.outbox.add(written('b'));
    await vi.waitFor(() => expect(before.onSignedOut).toHaveBeenCalled());
    before.outbox.pause();
    expect(around.delivered).toEqual([]);
    const after = around.tab();
    await after.outbox.start();
    await vi.waitFor(() => expect(around.delivered).toEqual(['a', 'b']));
  });

  it('repeats a send whose answer was lost, and delivers it once', async () => {
    around.answers.push('lost', 'lost');
    const { outbox, shown } = around.tab();
    await outbox.start();
    outbox.add(written('a'));
    outbox.add(written('b'));
    await vi.waitFor(() => expect(shown.list).toEqual([]));
    expect(around.delivered).toEqual(['a', 'b']);
  });

  it('holds the later ones of the room behind one that failed, until Retry', async () => {
    around.answers.push(refusal('invalid', 422));
    const { outbox, shown } = around.tab();
    await outbox.start();
    outbox.add(written('a'));
    outbox.add(written('b'));
    outbox.add(written('other', 'rum'));
    await vi.waitFor(() => expect(shown.list.map(({ state }) => state)).toEqual(['failed', 'waiting']));
    expect(shown.list[0]?.error).toEqual({ code: 'invalid', params: { reason: 'because' }, fields: {} });
    expect(around.delivered).toEqual(['other']);
    await outbox.retry('a');
    expect(around.delivered).toEqual(['other', 'a', 'b']);
  });

  it('lets the later ones go when the failed one is deleted', async () => {
    around.answers.push(refusal('not_found', 404));
    const { outbox, shown } = around.tab();
    await outbox.start();
    outbox.add(written('a'));
    outbox.add(written('b'));
    await vi.waitFor(() => expect(shown.list[0]?.state).toBe('failed'));
    await outbox.discard('a');
    expect(around.delivered).toEqual(['b']);
    expect(shown.list).toEqual([]);
  });

  it('remembers a failure across pages', async () => {
    around.answers.push(refusal('conflict', 409));
    const before = around.tab();
    await before.outbox.start();
    before.outbox.add(written('a'));
    await vi.waitFor(() => expect(before.shown.list[0]?.state).toBe('failed'));
    const after = around.tab();
    await after.outbox.start();
    expect(after.shown.list[0]).toMatchObject({ id: 'a', state: 'failed', error: { code: 'conflict' } });
    expect(around.delivered).toEqual([]);
  });

  it('never sends what another person wrote on this device', async () => {
    around.answers.push(refusal('not_signed_in', 401));
    const before = around.tab();
    await before.outbox.start();
    before.outbox.add(written('a'));
    await vi.waitFor(() => expect(before.onSignedOut).toHaveBeenCalled());
    const other = new Surroundings().tab();
    await other.outbox.start();
    expect(other.shown.list).toEqual([]);
  });

  it('leaves nothing behind on sign-out', async () => {
    around.answers.push(refusal('not_signed_in', 401));
    const before = around.tab();
    await before.outbox.start();
    before.outbox.add(written('a'));
    await vi.waitFor(() => expect(before.onSignedOut).toHaveBeenCalled());
    expect(before.outbox.isEmpty()).toBe(false);
    await before.outbox.destroy();
    const after = around.tab();
    await after.outbox.start();
    expect(after.shown.list).toEqual([]);
  });
});

describe('outbox with files', () => {
  it('holds a message, and those after it, until its files are there', async () => {
    const arrived = someTime();
    around.files['plan.png'] = arrived.promise;
    const { outbox, shown } = around.tab();
    await outbox.start();
    outbox.add(written('a', 'tea', ['plan.png']));
    outbox.add(written('b'));
    outbox.add(written('other', 'rum'));
    await vi.waitFor(() => expect(shown.list.map(({ state }) => state)).toEqual(['uploading', 'waiting']));
    expect(shown.list[0]?.fileIds).toEqual(['plan.png']);
    expect(around.delivered).toEqual(['other']);
    arrived.resolve(null);
    await vi.waitFor(() => expect(around.delivered).toEqual(['other', 'a', 'b']));
    expect(around.over).toEqual(['plan.png sent']);
  });

  it('keeps text and files of a message whose file is refused, until Retry', async () => {
    around.files['plan.png'] = Promise.resolve(refusal('conflict', 409));
    const { outbox, shown } = around.tab();
    await outbox.start();
    outbox.add(written('a', 'tea', ['plan.png']));
    await vi.waitFor(() => expect(shown.list[0]?.state).toBe('failed'));
    expect(shown.list[0]).toMatchObject({ body: 'text of a', fileIds: ['plan.png'] });
    expect(around.over).toEqual([]);
    around.files['plan.png'] = Promise.resolve(null);
    await outbox.retry('a');
    expect(around.delivered).toEqual(['a']);
  });

  it('can be told to let a message go while its files are under way', async () => {
    const arrived = someTime();
    around.files['plan.png'] = arrived.promise;
    const { outbox, shown } = around.tab();
    await outbox.start();
    outbox.add(written('a', 'tea', ['plan.png']));
    outbox.add(written('b'));
    await vi.waitFor(() => expect(shown.list[0]?.state).toBe('uploading'));
    const discarded = outbox.discard('a');
    arrived.resolve(refusal('not_found', 404));
    await discarded;
    await vi.waitFor(() => expect(around.delivered).toEqual(['b']));
    expect(shown.list).toEqual([]);
    expect(around.over).toEqual(['plan.png discarded']);
  });

  it('takes the files off the device together with their message', async () => {
    const database = await openDeviceDatabase(around.person);
    await database.put('files', { id: 'plan.png' });
    await database.put('files', { id: 'draft.png' });
    const { outbox, shown } = around.tab();
    await outbox.start();
    outbox.add(written('a', 'tea', ['plan.png']));
    await vi.waitFor(() => expect(shown.list).toEqual([]));
    expect(await database.getAllKeys('files')).toEqual(['draft.png']);
  });

  it('reads what was kept before messages had files', async () => {
    const database = await openDeviceDatabase(around.person);
    const { fileIds: _, ...former } = written('a');
    await database.add('outbox', { ...former, schema: 1, error: null });
    await database.add('outbox', { ...former, id: 'later', schema: 3, error: null });
    const { outbox } = around.tab();
    await outbox.start();
    await vi.waitFor(() => expect(around.delivered).toEqual(['a']));
    await vi.waitFor(async () => expect(await database.getAll('outbox')).toMatchObject([{ id: 'later' }]));
  });

  it('makes room for files in the database of a former version', async () => {
    const former = await openDB(`parlance:${around.person}`, 1, {
      upgrade: (database) =>
        void database.createObjectStore('outbox', { keyPath: 'position', autoIncrement: true }),
    });
    const { fileIds: _, ...entry } = written('a');
    await former.add('outbox', { ...entry, schema: 1, error: null });
    former.close();
    const { outbox } = around.tab();
    await outbox.start();
    await vi.waitFor(() => expect(around.delivered).toEqual(['a']));
    expect([...(await openDeviceDatabase(around.person)).objectStoreNames]).toEqual(['files', 'outbox']);
  });
});

describe('outbox told to slow down', () => {
  afterEach(() => void vi.useRealTimers());

  it('waits as long as the server said, shows until when, and no new message cuts it short', async () => {
    around.answers.push(refusal('slow_down', 429, 0.2));
    const { outbox, shown } = around.tab();
    await outbox.start();
    const before = Date.now();
    outbox.add(written('a'));
    await vi.waitFor(() => expect(shown.list[0]?.retryAt).toBeDefined());
    expect((shown.list[0]?.retryAt ?? 0) - before).toBeGreaterThanOrEqual(190);
    outbox.add(written('b'));
    outbox.wake();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(around.delivered).toEqual([]);
    await vi.waitFor(() => expect(around.delivered).toEqual(['a', 'b']));
    expect(Date.now() - before).toBeGreaterThanOrEqual(190);
  });
});
