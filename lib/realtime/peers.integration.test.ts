import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { postMessage } from '@/lib/messages/post-message';
import { RedisLink } from '@/lib/redis/link';
import { hasRedis, type RedisServer, startRedis } from '@/lib/redis/testing/redis-server';
import { uuidv7 } from '@/lib/uuid';
import { type Announcement, listening } from './hub';
import { Peers } from './peers';
import type { Hub } from './stream-hub';
import { listen, startProcess, until } from './testing/listen';
import type { Reader } from './testing/reader';

testDatabase();

/** Two processes and what lies between them. Neither polls unless a test says so. */
describe.skipIf(!hasRedis)('hints by Redis', () => {
  let redis: RedisServer;
  let links: RedisLink[];
  let peers: Peers;
  let there: Hub;
  let reader: Reader;
  let ada: TestPerson;
  let room: TestRoom;

  beforeAll(async () => {
    redis = await startRedis();
    ada = await makePerson('Ada');
    const grace = await makePerson('Grace');
    room = await makeRoom({ members: [ada, grace] });
    const [near, far] = [new RedisLink(redis.url, 'test'), new RedisLink(redis.url, 'test')];
    links = [near, far];
    peers = new Peers(near, () => undefined);
    there = startProcess();
    new Peers(far, (hint) => there.announce(hint));
    // What commands of this process announce goes to the other one.
    listening().hub = { announce: (announcement: Announcement) => peers.tell(announcement) };
    ({ reader } = await listen(there, grace));
    await until(() => expect(links.every(({ isHealthy }) => isHealthy)).toBe(true));
  });

  afterAll(async () => {
    for (const link of links) link.close();
    await redis.kill();
  });

  const post = (body: string) => postMessage(ada, { roomId: room.id, id: uuidv7(), body });
  const bodies = () => reader.log(room.id).map((line) => line.replace(/^\d+:/, ''));
  const last = () => bodies().at(-1);

  test('what one process commits is heard on the other, without a poll', async () => {
    const begun = performance.now();
    await post('one');
    await until(() => expect(last()).toBe('one'));
    expect(performance.now() - begun).toBeLessThan(400);
    await Promise.all(['two', 'three', 'four'].map(post));
    await until(() => expect(bodies()).toHaveLength(4));
    expect(reader.gaps).toEqual([]);
  });

  test('hints of many changes go together, each feed once with its highest rev', async () => {
    const said: string[] = [];
    const other = new RedisLink(redis.url, 'test');
    links.push(other);
    other.listen((text) => said.push(text));
    await until(() => expect(other.isHealthy).toBe(true));
    for (const to of [3, 5, 4]) peers.tell({ feed: 'me:ada', to });
    peers.tell({ feed: 'me:grace', to: 1 });
    await until(() =>
      expect(said).toEqual([
        JSON.stringify([
          ['me:ada', 5],
          ['me:grace', 1],
        ]),
      ]),
    );
  });

  test('what anybody else says there does nothing', async () => {
    const stranger = new Redis(redis.url);
    const nonsense = [
      '',
      'x',
      'x {',
      'x {"a":1}',
      'x [["me:ada",-1]]',
      `x [["${room.id}",9007199254740991]]`,
    ];
    for (const text of nonsense) await stranger.publish('test:hints', text);
    stranger.disconnect();
    await post('after nonsense');
    await until(() => expect(last()).toBe('after nonsense'));
    expect(reader.gaps).toEqual([]);
  });

  test('another deployment on the same Redis hears nothing', async () => {
    const said: string[] = [];
    const foreign = new RedisLink(redis.url, 'foreign');
    links.push(foreign);
    foreign.listen((text) => said.push(text));
    await until(() => expect(foreign.isHealthy).toBe(true));
    await post('not for everybody');
    await until(() => expect(last()).toBe('not for everybody'));
    expect(said).toEqual([]);
  });

  test('an emptied Redis carries on', async () => {
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    await post('after the flush');
    await until(() => expect(last()).toBe('after the flush'));
    expect(peers.isHeard).toBe(true);
  });

  test('killed, it is missed within two seconds; a poll finds what was lost; started again, it is back', async () => {
    await redis.kill();
    const begun = performance.now();
    await until(() => expect(links.some(({ isHealthy }) => isHealthy)).toBe(false));
    expect(performance.now() - begun).toBeLessThan(2_000);
    const posted = performance.now();
    await post('unheard');
    expect(performance.now() - posted).toBeLessThan(500);
    await there.tick();
    await until(() => expect(last()).toBe('unheard'));
    await redis.start();
    await until(() => expect(links.every(({ isHealthy }) => isHealthy)).toBe(true));
    await post('heard again');
    await until(() => expect(last()).toBe('heard again'));
    expect(reader.gaps).toEqual([]);
  });

  test('stopped in the middle, with all connections open, it is missed as well, and comes back', async () => {
    redis.pause();
    const begun = performance.now();
    await until(() => expect(links.some(({ isHealthy }) => isHealthy)).toBe(false));
    expect(performance.now() - begun).toBeLessThan(2_000);
    await post('while it stood still');
    await there.tick();
    await until(() => expect(last()).toBe('while it stood still'));
    redis.resume();
    await until(() => expect(links.every(({ isHealthy }) => isHealthy)).toBe(true));
    await post('moving again');
    await until(() => expect(last()).toBe('moving again'));
    expect(reader.gaps).toEqual([]);
  });

  test('stopped for so long that its connections are given up, it comes back by new ones', async () => {
    redis.pause();
    const statuses = () => links.map(({ speaker }) => speaker.status);
    await vi.waitFor(() => expect(statuses()).not.toContain('ready'), { timeout: 7_000 });
    redis.resume();
    await until(() => expect(links.every(({ isHealthy }) => isHealthy)).toBe(true));
    await post('by another way');
    await until(() => expect(last()).toBe('by another way'));
  });
});
