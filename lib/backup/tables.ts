import 'server-only';
import type pg from 'pg';

/**
 * What no backup keeps, because it must not come back: who is signed in (somebody may have signed out since, or was
 * made to), links to a new password, counts of tries, and who does which work just now.
 */
export const LEFT_OUT: readonly string[] = ['sessions', 'password_resets', 'rate_limits', 'jobs'];

export type Table = { name: string; columns: string[] };

type Described = Table & { needs: string[] };

/** Every table that a backup keeps, each behind those that its rows refer to. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Described>(
    `select t.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum > 0
             and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select distinct r.relname::text from pg_constraint c join pg_class r on r.oid = c.confrelid
             where c.conrelid = t.oid and c.contype = 'f' and r.oid <> t.oid) as needs
     from pg_class t where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relname <> all ($1)
     order by t.relname`,
    [LEFT_OUT],
  );
  return inOrder(rows).map(({ name, columns }) => ({ name, columns }));
}

function inOrder(tables: readonly Described[]): Described[] {
  const ordered: Described[] = [];
  const left = new Set(tables);
  while (left.size > 0) {
    const waiting = new Set([...left].map(({ name }) => name));
    const ready = [...left].filter(({ needs }) => !needs.some((need) => waiting.has(need)));
    if (ready.length === 0) throw new Error(`These tables need each other: ${[...waiting].join(', ')}.`);
    for (const table of ready) left.delete(table);
    ordered.push(...ready);
  }
  return ordered;
}

export type Sequence = { name: string; next: number };

/** What each sequence would answer next. They know no snapshots: never less than the rows need. */
export async function readSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select sequencename as name, coalesce(last_value + increment_by, start_value) as next
     from pg_sequences where schemaname = 'public' order by 1`,
  );
  return rows;
}
