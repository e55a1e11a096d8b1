import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { PERSON_NAME_MAX } from '@/lib/users/contract';
import { personIdOf } from './identity';
import type { SourceAuthor } from './line';
import { imported, shorten } from './names';

/** So many authors are known by heart; a source with more of them is asked about again. */
const KNOWN_MAX = 50_000;

/**
 * Makes each author of a source a person here, once: no address, no password, so nobody can sign in as them until
 * somebody claims them. Never becomes a person who is here already; beside one of the same name they say what they are.
 */
export function peopleOf(db: Database, source: string) {
  let known = new Map<string, string>();
  let made = 0;

  async function ensure(authors: Iterable<SourceAuthor>): Promise<void> {
    if (known.size > KNOWN_MAX) known = new Map();
    const fresh = new Map<string, SourceAuthor>();
    for (const author of authors) if (!known.has(author.key)) fresh.set(author.key, author);
    if (fresh.size === 0) return;
    const list = [...fresh.values()];
    made += await insert(db, source, list);
    for (const { key } of list) known.set(key, personIdOf(source, key));
  }

  return { ensure, idOf: (key: string) => known.get(key) ?? personIdOf(source, key), made: () => made };
}

async function insert(db: Database, source: string, authors: readonly SourceAuthor[]): Promise<number> {
  const ids = authors.map(({ key }) => personIdOf(source, key));
  const kinds = authors.map(({ kind }) => kind);
  const names = authors.map(({ name }) => shorten(name, PERSON_NAME_MAX));
  const others = authors.map(({ name }) => imported(name, PERSON_NAME_MAX));
  const { rowCount } = await db.execute(sql`
    insert into users (id, kind, name)
    select w.id, w.kind, case when exists (
        select from users u where lower(u.name) = lower(w.name) and u.email is not null) then w.other else w.name end
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(kinds)}::text[],
                ${sql.param(names)}::text[], ${sql.param(others)}::text[]) as w(id, kind, name, other)
    on conflict (id) do nothing`);
  return rowCount ?? 0;
}
