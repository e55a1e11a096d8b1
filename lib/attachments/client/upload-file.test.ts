import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FILE_SCHEMA } from './file-store';
import { refusal, ScriptedServer } from './testing/server';
import { type Begun, type FileAtHand, uploadFile } from './upload-file';

const plan: FileAtHand = {
  ...{ schema: FILE_SCHEMA, id: 'plan', roomId: 'tea', place: 1, name: 'plan', type: 'text/plain', size: 3 },
  ...{ file: new Blob(['abc']), isPrepared: true, width: null, height: null, placeholder: null },
  ...{ thumbnail: null, confirmed: null },
};

let server: ScriptedServer;
let begun: Begun | null;
beforeEach(() => {
  server = new ScriptedServer();
  begun = null;
});
afterEach(() => void vi.useRealTimers());

function upload(file = plan) {
  return uploadFile(file, {
    api: server,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    begun,
    onBegun: (next) => {
      begun = next;
    },
  });
}

describe('an upload', () => {
  it('is announced, put and confirmed; a thumbnail goes first', async () => {
    expect(await upload({ ...plan, thumbnail: new Blob(['a']) })).toMatchObject({
      id: 'plan#1',
      name: 'plan',
    });
    expect(server.log).toEqual(['begin plan', 'put plan#1/thumbnail', 'put plan#1/file', 'confirm plan#1']);
  });

  it('asks silently for another address, once, when its own ran out', async () => {
    server.next.put.push(403);
    expect(await upload()).toMatchObject({ id: 'plan#2' });
    server.next.put.push(403, 403);
    begun = null;
    await expect(upload()).rejects.toMatchObject({ code: 'conflict', params: { reason: 'not_uploaded' } });
    expect(server.log.filter((line) => line.startsWith('begin'))).toHaveLength(4);
  });

  it('is announced anew when the server has given it up', async () => {
    server.next.confirm.push(refusal('not_found', 404));
    expect(await upload()).toMatchObject({ id: 'plan#2' });
  });

  it('whose answer was lost is there, and not sent a second time', async () => {
    server.next.put.push(null);
    expect(await upload()).toMatchObject({ id: 'plan#1' });
    expect(server.log).toEqual(['begin plan', 'put plan#1/file', 'confirm plan#1']);
  });

  it('that was there already needs no more than its confirmation', async () => {
    server.next.put.push(412);
    expect(await upload()).toMatchObject({ id: 'plan#1' });
  });

  it('that nobody answered says whether the store is away or refuses pages of ours', async () => {
    server.next.put.push(null, null);
    server.next.confirm.push(
      refusal('conflict', 409, 'not_uploaded'),
      refusal('conflict', 409, 'pages_refused'),
    );
    await expect(upload()).rejects.toMatchObject({ code: 'try_again', params: { reason: 'store_away' } });
    await expect(upload()).rejects.toMatchObject({ code: 'conflict', params: { reason: 'pages_refused' } });
  });

  it('goes on with its address after a failure while that is good, and with another one later', async () => {
    vi.useFakeTimers();
    server.next.put.push(503, 503);
    await expect(upload()).rejects.toMatchObject({ params: { reason: 'store_away' } });
    vi.advanceTimersByTime(280_000);
    await expect(upload()).rejects.toMatchObject({ params: { reason: 'store_away' } });
    vi.advanceTimersByTime(10_000);
    expect(await upload()).toMatchObject({ id: 'plan#2' });
  });

  it.each([
    [507, 'try_again', 'store_full'],
    [503, 'try_again', 'store_away'],
    [429, 'try_again', 'store_away'],
    [400, 'invalid', 'store_refused'],
  ])('that the store answers with %d is %s: %s', async (status, code, reason) => {
    server.next.put.push(status);
    await expect(upload()).rejects.toMatchObject({ code, params: { reason } });
  });

  it('that is refused for what it is says so', async () => {
    server.next.confirm.push(refusal('invalid', 422, 'upload_differs'));
    await expect(upload()).rejects.toMatchObject({ code: 'invalid', params: { reason: 'upload_differs' } });
    expect(server.log).toHaveLength(3);
  });
});
