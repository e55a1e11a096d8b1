import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openDeviceDatabase } from '@/lib/device-database';
import { ApiError } from '@/lib/http/api';
import { type FileStore, filesInDatabase, filesInMemory } from './file-store';
import type { LocalFile } from './local-file';
import { refusal, ScriptedServer } from './testing/server';
import { Uploads } from './uploads';

/** One person's device and the server, as all their tabs meet them. */
class Surroundings {
  readonly server = new ScriptedServer();
  readonly forgotten: string[] = [];
  readonly person = `ada-${Math.random()}`;
  private readonly locks = new Map<string, Promise<void>>();

  async tab(store?: FileStore) {
    const shown: { files: LocalFile[] } = { files: [] };
    const prepared: string[] = [];
    /** Why another try was waited for. */
    const troubles: unknown[] = [];
    const uploads = new Uploads({
      store: store ?? filesInDatabase(await openDeviceDatabase(this.person)),
      api: this.server,
      prepare: async (file) => {
        prepared.push(file.name);
        return { ...file, name: `${file.name}!`, isPrepared: true };
      },
      forget: (id) => this.forgotten.push(id),
      alone: (id, work) => this.alone(id, work),
      onChange: (files) => {
        shown.files = Object.values(files);
        const waiting = shown.files.filter(({ retryAt }) => retryAt !== null);
        troubles.push(...waiting.map(({ error }) => error?.params['reason']));
      },
      tellOthers: () => undefined,
      backoffMs: () => 20,
    });
    return { uploads, shown, prepared, troubles };
  }

  private async alone(id: string, work: () => Promise<void>) {
    const mine = (this.locks.get(id) ?? Promise.resolve()).then(work);
    this.locks.set(
      id,
      mine.catch(() => undefined),
    );
    await mine;
  }
}

const file = (name: string) => new File(['abc'], name, { type: 'text/plain' });
const states = ({ files }: { files: LocalFile[] }) => files.map(({ name, state }) => `${name} ${state}`);

/** Something that holds until it is let go. */
function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

let around: Surroundings;
beforeEach(() => {
  around = new Surroundings();
});

describe('chosen files', () => {
  it('are shown at once in their order, prepared, and brought three at a time', async () => {
    const { uploads, shown } = await around.tab();
    const held = gate();
    around.server.gate = held.passed;
    expect(uploads.add('tea', ['a', 'b', 'c', 'd', 'e'].map(file), 0)).toEqual([]);
    expect(states(shown)).toEqual(['a waiting', 'b waiting', 'c waiting', 'd waiting', 'e waiting']);
    await vi.waitFor(() => expect(around.server.underWay).toBe(3));
    expect(shown.files.map(({ progress }) => progress)).toEqual([0.5, 0.5, 0.5, 0, 0]);
    held.open();
    await vi.waitFor(() => expect(shown.files.every(({ state }) => state === 'uploaded')).toBe(true));
    expect(shown.files.map(({ name }) => name)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
    expect(around.server.mostUnderWay).toBe(3);
    const found = await uploads.settle(shown.files.map(({ id }) => id));
    expect(found).toMatchObject(['a!#1', 'b!#2', 'c!#3', 'd!#4', 'e!#5'].map((id) => ({ id })));
  });

  it('that cannot be sent are refused before anybody is asked', async () => {
    const { uploads, shown } = await around.tab();
    expect(uploads.add('tea', [file('setup.exe')], 0)).toMatchObject([{ name: 'setup.exe', field: 'type' }]);
    expect([shown.files, around.server.log]).toEqual([[], []]);
  });

  it('are tried again by themselves while it may help, and say why meanwhile', async () => {
    const { uploads, shown, troubles } = await around.tab();
    around.server.next.begin.push(refusal('unreachable', 0), refusal('try_again', 503, 'store_away'));
    uploads.add('tea', [file('a')], 0);
    await vi.waitFor(() =>
      expect(shown.files[0]).toMatchObject({ state: 'uploaded', error: null, retryAt: null }),
    );
    expect(troubles).toEqual(['because', 'store_away']);
  });

  it('that were refused stay with the reason, until Retry', async () => {
    const { uploads, shown } = await around.tab();
    around.server.next.begin.push(refusal('conflict', 409, 'own_quota_full'));
    uploads.add('tea', [file('a')], 0);
    await vi.waitFor(() => expect(shown.files[0]?.state).toBe('failed'));
    expect(shown.files[0]?.error?.params).toEqual({ reason: 'own_quota_full' });
    uploads.retry(shown.files[0]?.id ?? '');
    await vi.waitFor(() => expect(shown.files[0]?.state).toBe('uploaded'));
  });

  it('that are taken away end at once, on the device and on the server', async () => {
    const { uploads, shown } = await around.tab();
    around.server.gate = gate().passed;
    uploads.add('tea', [file('a'), file('b')], 0);
    await vi.waitFor(() => expect(around.server.underWay).toBe(2));
    const [a = '', b = ''] = shown.files.map(({ id }) => id);
    const settled = uploads.settle([a]);
    await uploads.remove([a]);
    expect(await settled).toBeInstanceOf(ApiError);
    expect(shown.files.map(({ id }) => id)).toEqual([b]);
    expect(around.forgotten).toEqual(['a!#1']);
    await vi.waitFor(() => expect(around.server.underWay).toBe(1));
    const next = await around.tab();
    await next.uploads.reload();
    expect(next.shown.files.map(({ id }) => id)).toEqual([b]);
  });
});

describe('a page that ended', () => {
  it('leaves its files to the next one, which goes on', async () => {
    const before = await around.tab();
    around.server.gate = gate().passed;
    before.uploads.add('tea', [file('a'), file('b')], 0);
    await vi.waitFor(() => expect(around.server.underWay).toBe(2));
    const abandoned = around;
    around = new Surroundings();
    Object.assign(around, { person: abandoned.person });
    const after = await around.tab();
    await after.uploads.start();
    await vi.waitFor(() => expect(states(after.shown)).toEqual(['a! uploaded', 'b! uploaded']));
    expect(after.prepared).toEqual([]);
  });

  it('has told what is there already: nothing is uploaded twice', async () => {
    const before = await around.tab();
    before.uploads.add('tea', [file('a')], 0);
    await vi.waitFor(() => expect(before.shown.files[0]?.state).toBe('uploaded'));
    const asked = around.server.log.length;
    const after = await around.tab();
    await after.uploads.start();
    expect(await after.uploads.settle([after.shown.files[0]?.id ?? ''])).toMatchObject([{ id: 'a!#1' }]);
    expect(around.server.log).toHaveLength(asked);
  });

  it('takes the bytes with it that the device had no room for, and says which', async () => {
    const kept = filesInMemory();
    const full: FileStore = {
      ...kept,
      put: async (row) => {
        if (row.file) throw new DOMException('full', 'QuotaExceededError');
        await kept.put(row);
      },
    };
    const before = await around.tab(full);
    around.server.next.begin.push(refusal('invalid', 422));
    before.uploads.add('tea', [file('a')], 0);
    await vi.waitFor(() => expect(before.shown.files[0]).toMatchObject({ state: 'failed', isKept: false }));
    const after = await around.tab(full);
    await after.uploads.start();
    expect(states(after.shown)).toEqual(['a! lost']);
    const outcome = await after.uploads.settle([after.shown.files[0]?.id ?? '']);
    expect(outcome).toMatchObject({ code: 'invalid', params: { reason: 'file_lost', name: 'a!' } });
  });
});

describe('two tabs', () => {
  it('upload a file once, and both know it', async () => {
    const one = await around.tab();
    const held = gate();
    around.server.gate = held.passed;
    one.uploads.add('tea', [file('a')], 0);
    await vi.waitFor(() => expect(around.server.underWay).toBe(1));
    const two = await around.tab();
    await two.uploads.start();
    held.open();
    await vi.waitFor(() => expect(two.shown.files[0]?.state).toBe('uploaded'));
    expect(around.server.log.filter((line) => line.startsWith('put'))).toHaveLength(1);
    expect(await two.uploads.settle([two.shown.files[0]?.id ?? ''])).toMatchObject([{ id: 'a!#1' }]);
  });

  it('let go of what one of them took away', async () => {
    const one = await around.tab();
    around.server.next.begin.push(refusal('invalid', 422));
    one.uploads.add('tea', [file('a')], 0);
    await vi.waitFor(() => expect(one.shown.files[0]?.state).toBe('failed'));
    const two = await around.tab();
    await two.uploads.reload();
    await one.uploads.remove([one.shown.files[0]?.id ?? '']);
    await two.uploads.reload();
    expect(two.shown.files).toEqual([]);
  });
});

it('what the server has given up is uploaded again', async () => {
  const { uploads, shown } = await around.tab();
  uploads.add('tea', [file('a')], 0);
  await vi.waitFor(() => expect(shown.files[0]?.state).toBe('uploaded'));
  const ids = shown.files.map(({ id }) => id);
  await uploads.renew(ids);
  expect(await uploads.settle(ids)).toMatchObject([{ id: 'a!#2' }]);
});
