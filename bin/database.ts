import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { seedDemo } from '@/db/demo/seed';
import { connectDirectly } from '@/db/direct';
import { migrate as applyMigrations } from '@/db/migrate';
import journal from '@/drizzle/meta/_journal.json';
import { hashPassword } from '@/lib/auth/password';
import { readEnv } from '@/lib/env';
import { trustedProxies } from '@/lib/operations/forwarding';
import { isOlder } from '@/lib/operations/older';
import { requirePostgres } from '@/lib/operations/postgres-version';
import { release } from '@/lib/operations/release';

export { release };

/** What only the running app needs, for programs that run before or without it. */
const placeholders = { DATABASE_URL: 'postgres://unset', AUTH_SECRET: 'x'.repeat(32) };

/**
 * Where the app is, or would be, found. Throws one sentence per wrong variable; a database and a key may still be
 * missing.
 */
export function readAddress(source: Record<string, string | undefined>): {
  publicUrl: string;
  port: number;
  bind: string;
  storePort?: number;
} {
  const { PUBLIC_URL, PORT, BIND, TRUSTED_PROXIES, STORE_PORT } = readEnv({ ...placeholders, ...source });
  trustedProxies(TRUSTED_PROXIES);
  const address = { publicUrl: PUBLIC_URL, port: PORT, bind: BIND };
  return STORE_PORT === undefined ? address : { ...address, storePort: STORE_PORT };
}

/** Throws one sentence per wrong or missing variable, for who starts the app without us. */
export function requireEnvironment(source: Record<string, string | undefined>): void {
  trustedProxies(readEnv(source).TRUSTED_PROXIES);
}

/** Where the database at `url` stands: how many migrations it has and misses. Throws a sentence if it is too new. */
export async function inspect(url: string): Promise<{ applied: number; pending: number }> {
  return withClient(url, async (client) => {
    const { rows: servers } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    requirePostgres(servers[0]?.version ?? 0);
    const { rows } = await client.query<{ migrations: string | null; meta: string | null }>(
      `select to_regclass('drizzle.__drizzle_migrations') as migrations, to_regclass('meta') as meta`,
    );
    if (!rows[0]?.migrations || !rows[0].meta) return { applied: 0, pending: journal.entries.length };
    const { rows: minimum } = await client.query<{ min_release: string }>('select min_release from meta');
    const needed = minimum[0]?.min_release;
    if (needed && isOlder(release, needed))
      throw new Error(
        `This database needs Parlance ${needed} or newer; this is ${release}. Nothing was changed.`,
      );
    const { rows: done } = await client.query<{ created_at: string }>(
      'select created_at from drizzle.__drizzle_migrations',
    );
    const newest = Math.max(0, ...done.map((row) => Number(row.created_at)));
    return { applied: done.length, pending: journal.entries.filter((entry) => entry.when > newest).length };
  });
}

/** Brings the database to this release, from the SQL in `folder`. */
export async function migrate(url: string, folder: string): Promise<void> {
  await inspect(url);
  await applyMigrations(url, folder);
}

/** Whether anybody owns the place already. */
export async function hasAccounts(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ some: boolean }>(`select exists (select from settings) as some`);
    return rows[0]?.some === true;
  });
}

/** Whom a newcomer to the demo signs in as. The password is no secret: the demo listens on this machine. */
export const demo = { email: 'ada@harbour.example', password: 'low tide at six' };

/** Fills a workspace that nobody owns with the demo, all of it or nothing. */
export async function fillDemo(url: string): Promise<void> {
  const passwordHash = await hashPassword(demo.password);
  await withClient(url, async (client) => {
    await client.query('begin');
    await seedDemo(drizzle(client), passwordHash, new Date());
    await client.query('commit');
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectDirectly(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
