import { randomUUID } from 'node:crypto';
import { png } from '@/lib/attachments/testing/files';
import { env } from '@/lib/env';
import { findProgram } from '../../bin/testing/programs.mjs';
import { matrix } from '../access/matrix';
import { addressOfPage, listPages } from '../access/pages';
import { type Actor, makeScene } from '../access/scene';
import { test as base, type Caller, callerOf, expect } from '../support/api';
import { startCachingProxy } from '../support/caching-proxy';

/* A cache in front of the app, or of its store, gives nobody what was made for another. */

const test = base.extend<{ cache: Awaited<ReturnType<typeof startCachingProxy>> }>({
  cache: async ({ app }, use) => {
    // By the name that its addresses are signed for.
    const store = new URL(env().S3_ENDPOINT ?? '');
    store.hostname = new URL(app).hostname;
    const cache = await startCachingProxy({ app, store: store.origin });
    await use(cache);
    await cache.stop();
  },
});

test.skip(findProgram('nginx') === undefined, 'there is no nginx here');

const wasKept = ({ headers }: { headers: Headers }) => headers.get('x-cache') === 'HIT';

/** Next's client asks so for the same page. */
const clientSide = { RSC: '1' };

test('two people and a stranger ask for everything, and nothing comes out of the cache', async ({
  app,
  cache,
  nobody,
}) => {
  const scene = await makeScene();
  const at = { baseUrl: cache.app };
  const callers: [Actor, Caller][] = [
    ['member', (await callerOf(app, scene.people.member)).at(at)],
    ['outsider', (await callerOf(app, scene.people.outsider)).at(at)],
    ['nobody', nobody.at(at)],
  ];
  const reads = matrix.filter(({ route }) => route.startsWith('GET ') && !route.endsWith('/stream'));
  const askReads = async () => {
    for (const { route, what, ask, expected } of reads)
      for (const [actor, caller] of callers) {
        const answer = await caller.ask('GET', ask(scene, actor).path);
        const who = `${route}, ${what}, as ${actor}`;
        expect.soft(answer.status, who).toBe(expected[actor]);
        expect.soft(wasKept(answer), who).toBe(false);
      }
  };
  const pages = [...listPages().map((page) => addressOfPage(page, scene.room)), '/no-such-page', '/api/none'];
  const askPages = async () => {
    for (const page of pages)
      for (const [actor, caller] of callers) {
        const answer = await caller.ask('GET', page);
        expect.soft(wasKept(answer), `${page} as ${actor}`).toBe(false);
        const part = await caller.ask('GET', `${page}?_rsc`, undefined, clientSide);
        expect.soft(wasKept(part), `${page}, a part, as ${actor}`).toBe(false);
      }
  };
  await Promise.all([askReads(), askPages()]);

  // What is the same for everybody may be kept: the cache does keep.
  const signIn = await nobody.at(at).ask('GET', '/sign-in');
  const [, script = ''] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(signIn.text) ?? [];
  const loads = [await nobody.at(at).ask('GET', script), await nobody.at(at).ask('GET', script)];
  expect(loads.map((load) => [load.status, wasKept(load)])).toEqual([
    [200, false],
    [200, true],
  ]);
});

test('each hears their own stream, and reads what was said a moment ago', async ({ caller, cache, room }) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id } = await room({ members: [ada.person, grace.person] });
  const path = `/api/rooms/${id}/messages`;
  for (const who of [ada, grace]) {
    const there = who.at({ baseUrl: cache.app });
    expect((await there.ask('GET', path)).body.messages).toHaveLength(0);
  }
  const streams = await Promise.all([ada, grace].map((who) => who.at({ baseUrl: cache.app }).listen()));
  const hellos = await Promise.all(streams.map((stream) => stream.until(({ event }) => event === 'hello')));
  expect(hellos.map(({ data }) => data.me.id)).toEqual([ada.userId, grace.userId]);
  await Promise.all(streams.map((stream) => stream.until(({ event }) => event === 'ready')));
  expect((await ada.ask('PUT', `${path}/${randomUUID()}`, { body: 'just now' })).status).toBe(201);
  for (const stream of streams) {
    await stream.until(({ data }) => data.messages?.[0]?.body === 'just now');
    stream.close();
  }
  const read = await grace.at({ baseUrl: cache.app }).ask('GET', path);
  expect(read.body.messages).toMatchObject([{ body: 'just now' }]);
});

test('neither a file nor its thumbnail is kept, and an address without its signature opens nothing', async ({
  caller,
  cache,
  room,
}) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id: roomId } = await room({ members: [ada.person, grace.person] });
  const bytes = png(30, 20);
  const file = { roomId, name: 'plan.png', type: 'image/png', size: bytes.byteLength };
  const { upload } = (await ada.ask('POST', '/api/attachments', file)).body;
  expect((await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes })).status).toBe(200);
  expect((await ada.ask('PUT', `/api/attachments/${upload.id}`)).status).toBe(200);
  const message = { body: '', attachmentIds: [upload.id] };
  const sent = await ada.ask('PUT', `/api/rooms/${roomId}/messages/${randomUUID()}`, message);
  expect(sent.status).toBe(201);

  const throughCache = async (address: string) => {
    const answer = await fetch(address.replace(new URL(address).origin, cache.store));
    return {
      status: answer.status,
      headers: answer.headers,
      bytes: new Uint8Array(await answer.arrayBuffer()),
    };
  };
  for (const who of [ada, grace]) {
    const led = await who.at({ baseUrl: cache.app }).ask('GET', `/api/attachments/${upload.id}`);
    expect([led.status, wasKept(led)]).toEqual([302, false]);
    for (const download of [
      await throughCache(led.headers.get('location') ?? ''),
      await throughCache(led.headers.get('location') ?? ''),
    ]) {
      expect([download.status, wasKept(download)]).toEqual([200, false]);
      expect(download.bytes).toEqual(bytes);
    }
  }
  const page = await grace.ask('GET', `/api/rooms/${roomId}/messages`);
  const { url } = page.body.attachments[upload.id].thumbnail;
  for (const shown of [await throughCache(url), await throughCache(url)])
    expect([shown.status, wasKept(shown)]).toEqual([200, false]);
  const forged = url.replace('Signature=', 'Signature=0');
  for (const address of [url.split('?')[0] ?? '', forged])
    expect((await throughCache(address)).status).toBe(403);
});
