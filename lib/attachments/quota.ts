import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';

/** Whose row counts the whole workspace. */
const WORKSPACE = '00000000-0000-0000-0000-000000000000';
const MB = 1024 * 1024;

/**
 * After this nothing can arrive any more: signed uploads end after five minutes, but one that began in time may be slow.
 * Until then the row and what it reserved stay, whatever became of the file: its address could be used once more.
 */
export const UPLOADS_OVER = sql`interval '1 hour'`;

type Counted = { id: string | null; createdAt: string | null; owners: number; own: number; all: number };

/**
 * Reserves `bytes` for a person and the workspace and makes the row they are for, all or nothing, in one statement:
 * both counters are locked in one order and read under the lock, so that uploads that begin together never get more
 * than there is. `values`: what the row has, in the order of `columns`.
 * Throws `conflict` (`own_quota_full`, `workspace_quota_full`).
 */
export async function reserve(
  authorId: string,
  bytes: number,
  row: { columns: SQL; values: SQL },
): Promise<{ id: string; createdAt: string }> {
  const [first] = (await db().execute<Counted>(statement(authorId, bytes, row))).rows;
  const counted = first?.owners === 2 ? first : await openAccounts(authorId, bytes, row);
  if (counted.id !== null && counted.createdAt !== null)
    return { id: counted.id, createdAt: counted.createdAt };
  const { FILES_PER_PERSON_MB: own, FILES_IN_WORKSPACE_MB: all } = env();
  if (counted.own + bytes > own * MB) throw full('own_quota_full', own);
  throw full('workspace_quota_full', all);
}

/** The first upload of a person, or of all. */
async function openAccounts(
  authorId: string,
  bytes: number,
  row: { columns: SQL; values: SQL },
): Promise<Counted> {
  await db().execute(sql`
    insert into storage_usage (owner_id) values (${WORKSPACE}), (${authorId}) on conflict do nothing`);
  const { rows } = await db().execute<Counted>(statement(authorId, bytes, row));
  const [counted] = rows;
  if (!counted) throw new Error('A statement without a condition answered no row.');
  return counted;
}

function statement(authorId: string, bytes: number, { columns, values }: { columns: SQL; values: SQL }): SQL {
  const { FILES_PER_PERSON_MB: own, FILES_IN_WORKSPACE_MB: all } = env();
  return sql`
    with held as materialized (
      select u.owner_id, u.bytes from storage_usage u where u.owner_id in (${WORKSPACE}, ${authorId})
      order by u.owner_id for no key update
    ), fits as materialized (
      select true from held having count(*) = 2 and bool_and(
        bytes + ${bytes}::bigint <= case owner_id when ${WORKSPACE} then ${all * MB}::bigint else ${own * MB}::bigint end)
    ), counted as (
      update storage_usage u set bytes = u.bytes + ${bytes}::bigint from fits
      where u.owner_id in (${WORKSPACE}, ${authorId})
    ), made as (
      insert into attachments (${columns}) select ${values} from fits returning id, created_at
    )
    select (select id from made), (select created_at from made) as "createdAt",
           (select count(*) from held) as owners,
           (select bytes from held where owner_id = ${authorId}) as own,
           (select bytes from held where owner_id = ${WORKSPACE}) as "all"`;
}

function full(reason: string, limit: number): AppError {
  return new AppError('conflict', `There is room for ${limit} MB of files, and this would be more.`, {
    reason,
    params: { limit },
  });
}

/**
 * Deletes the rows of attachments that the clean-up decided on, once their objects are gone and nothing can arrive in
 * their place, and gives back what they had reserved. Answers how many: whoever comes second finds none.
 */
export async function forgetRemoved(ids: readonly string[]): Promise<{ files: number; bytes: number }> {
  const { rows } = await db().execute<{ files: number; bytes: number }>(sql`
    with gone as materialized (
      select a.id, a.author_id, a.size + coalesce(a.thumbnail_size, 0) as bytes from attachments a
      where a.id = any(${sql.param([...ids])}::uuid[]) and a.removed_at is not null
        and a.created_at < clock_timestamp() - ${UPLOADS_OVER}
      order by a.id for no key update
    ), back as materialized (
      select author_id as owner_id, sum(bytes) as bytes from gone group by 1
      union all select ${WORKSPACE}::uuid, sum(bytes) from gone having count(*) > 0
    ), held as materialized (
      select u.owner_id from storage_usage u where u.owner_id in (select owner_id from back)
      order by u.owner_id for no key update
    ), counted as (
      update storage_usage u set bytes = greatest(0, u.bytes - b.bytes)
      from back b join held h on h.owner_id = b.owner_id where u.owner_id = b.owner_id
    ), forgotten as (
      delete from attachments a using gone g where a.id = g.id returning g.bytes
    )
    select count(*) as files, coalesce(sum(bytes), 0)::bigint as bytes from forgotten`);
  return rows[0] ?? { files: 0, bytes: 0 };
}
