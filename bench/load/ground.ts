import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '@/bin/postgres/server.mjs';
import { migrate } from '@/db/migrate';
import { bodyOf, type Seat, type Stage } from './stage';

/** A Postgres that writes to the disk before it says so, for all candidates, and whoever is on it. */
export class Ground {
  readonly home: string;
  readonly secret = randomBytes(32).toString('base64url');
  readonly database: Client;
  #postgres: PostgresServer;

  static async lay(): Promise<Ground> {
    const home = mkdtempSync(join(tmpdir(), 'parlance-bench-'));
    const postgres = await startPostgres(home);
    await migrate(postgres.url, join(process.cwd(), 'drizzle'));
    const database = new Client({ connectionString: postgres.url });
    await database.connect();
    // The role's time-outs are for the app; a table may take longer to fill.
    await database.query(`set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`);
    const ground = new Ground(home, postgres, database);
    Object.assign(process.env, { DATABASE_URL: postgres.url, AUTH_SECRET: ground.secret, LOG_LEVEL: 'warn' });
    return ground;
  }

  private constructor(home: string, postgres: PostgresServer, database: Client) {
    this.home = home;
    this.database = database;
    this.#postgres = postgres;
  }

  get postgresPid(): number {
    return this.#postgres.pid;
  }

  /** Nothing of the run before is left. Everybody is signed in and in one room, `count / rooms` in each. */
  async settle(count: number, rooms: number): Promise<Pick<Stage, 'rooms' | 'seats'>> {
    await this.database.query('truncate messages, memberships, sessions, rooms, users cascade');
    const made = await this.database.query<{ user_id: string; id: string }>(
      `with people as (
         insert into users (name, email, role, rev)
         select 'listener ' || n, n || '@example.test', 'member', 1 from generate_series(1, $1::int) n returning id)
       insert into sessions (user_id) select id from people returning user_id, id`,
      [count],
    );
    const ids = Array.from({ length: rooms }, () => randomUUID());
    const places = made.rows.map((_, n) => n % rooms);
    const rev = 1 + Math.ceil(count / rooms);
    await this.database.query(
      `insert into rooms (id, kind, name, rev, info_rev) select id, 'private', 'room', $2, 1 from unnest($1::uuid[]) id`,
      [ids, rev],
    );
    await this.database.query(
      `insert into memberships (room_id, user_id, rev, user_rev)
       select room, person, 1 + row_number() over (partition by room), 1 from unnest($1::uuid[], $2::uuid[]) t (room, person)`,
      [places.map((place) => ids[place]), made.rows.map(({ user_id }) => user_id)],
    );
    await this.database.query('vacuum analyze');
    const seats = await Promise.all(
      made.rows.map(async ({ user_id, id }, n): Promise<Seat> => {
        const token = await encode({ token: { sub: user_id, sid: id }, secret: this.secret });
        return { room: places[n] ?? 0, token };
      }),
    );
    return { rooms: ids.map((id) => ({ id, rev })), seats };
  }

  /** Fills every room with so many messages, a second apart, each by the next of its people. */
  async fill(count: number): Promise<void> {
    await this.database.query(
      `insert into messages (room_id, seq, id, author_id, body, rev, created_at)
       select room_id, n, gen_random_uuid(), people[1 + n % cardinality(people)], $2, head + n,
              now() - ($1::int - n) * interval '1 s'
         from (select m.room_id, max(r.rev) as head, array_agg(m.user_id) as people
                 from memberships m join rooms r on r.id = m.room_id group by m.room_id) t,
              generate_series(1, $1::int) n`,
      [count, bodyOf(0, 0)],
    );
    await this.database.query(
      'update rooms set last_seq = $1::int, rev = rev + $1::int, last_message_at = now()',
      [count],
    );
    await this.database.query('vacuum analyze messages');
  }

  /** Transactions ended so far; Postgres may count them a second late. */
  async transactions(): Promise<number> {
    const { rows } = await this.database.query<{ n: string }>(
      'select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]?.n);
  }

  async clear(): Promise<void> {
    await this.database.end();
    await this.#postgres.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}
