import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import { type PostgresServer, startPostgres } from '@/bin/postgres/server.mjs';
import { closePool } from '@/db/client';
import { migrate } from '@/db/migrate';
import { makePerson, makeRoom, makeSession, type TestPerson } from '@/db/testing/people';
import { type Server, startServer } from '@/e2e/support/server';
import { hasRedis, type RedisServer, startRedis } from '@/lib/redis/testing/redis-server';
import { type Door, openDoor } from './door';
import type { Seat } from './reader';

/** Two processes of the app behind doors, on a Postgres that writes to the disk before it says so, and a Redis. */
export class Place {
  readonly doors: readonly [Door, Door];
  readonly redis: RedisServer;
  readonly secret = randomBytes(32).toString('base64url');
  #home: string;
  #postgres: PostgresServer | undefined;
  #servers: Server[] = [];

  static async open(root: string): Promise<Place> {
    if (!hasRedis) throw new Error('There is no redis-server here; Debian has it in redis-tools.');
    const place = new Place(mkdtempSync(join(tmpdir(), 'parlance-faults-')), await startRedis(), [
      await openDoor(),
      await openDoor(),
    ]);
    const url = await place.startDatabase();
    Object.assign(process.env, {
      DATABASE_URL: url,
      REDIS_URL: place.redis.url,
      AUTH_SECRET: place.secret,
      LOG_LEVEL: 'warn',
    });
    await migrate(url, join(root, 'drizzle'));
    for (const door of [0, 1] as const) await place.startApp(door);
    return place;
  }

  private constructor(home: string, redis: RedisServer, doors: readonly [Door, Door]) {
    this.#home = home;
    this.redis = redis;
    this.doors = doors;
  }

  get addresses(): string[] {
    return this.doors.map(({ baseUrl }) => baseUrl);
  }

  async startDatabase(): Promise<string> {
    this.#postgres = await startPostgres(this.#home);
    return this.#postgres.url;
  }

  /** As `pg_ctl stop -m immediate` does: no checkpoint, no word to anybody. */
  async dropDatabase(): Promise<void> {
    const { pid = 0, exited } = this.#postgres ?? {};
    process.kill(pid, 'SIGQUIT');
    await exited;
  }

  async startApp(door: 0 | 1): Promise<void> {
    const server = await startServer({ apiHost: 'native' });
    this.#servers[door] = server;
    this.doors[door].lead(server.baseUrl);
  }

  /** Answers how many seconds its end took. */
  async endApp(door: 0 | 1, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    // As a proxy in front would: nobody new is sent there.
    this.doors[door].lead(undefined);
    const ended = await this.#servers[door]?.end(signal);
    return ended?.seconds ?? 0;
  }

  signalApp(door: 0 | 1, signal: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.#servers[door]?.pid ?? 0, signal);
  }

  /** Open sockets and resident megabytes of each process. */
  usage(): { sockets: number; megabytes: number }[] {
    return this.#servers.map(({ pid }) => ({
      sockets: readdirSync(`/proc/${pid}/fd`).length,
      megabytes: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024,
    }));
  }

  async seats(prefix: string, count: number): Promise<Seat[]> {
    return Promise.all(
      Array.from({ length: count }, async (_, n) => this.seat(await makePerson(`${prefix} ${n}`))),
    );
  }

  async seat(person: TestPerson): Promise<Seat> {
    const { name, userId, sessionId } = person;
    const token = await encode({ token: { sub: userId, sid: sessionId }, secret: this.secret });
    return { name, userId, sessionId, token, rooms: [] };
  }

  /** A person with two devices. */
  async pair(name: string): Promise<[Seat, Seat]> {
    const person = await makePerson(name);
    return [await this.seat(person), await this.seat(await makeSession(person))];
  }

  /** Each of `people` is in two of them, next to each other; the others are in the first. */
  async rooms(count: number, people: readonly Seat[], others: readonly Seat[]): Promise<string[]> {
    const rooms: string[] = [];
    for (let place = 0; place < count; place += 1) {
      const near = people.filter((_, n) => n % count === place || (n + 1) % count === place);
      const members = place === 0 ? [...near, ...others] : near;
      const { id } = await makeRoom({ members });
      for (const seat of members) seat.rooms.push(id);
      rooms.push(id);
    }
    return rooms;
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
    for (const door of this.doors) door.close();
    await this.redis.kill();
    await closePool();
    await this.#postgres?.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
