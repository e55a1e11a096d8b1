import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { env } from '@/lib/env';
import { fewAtOnce } from '@/lib/storage/few-at-once';
import { storage } from '@/lib/storage/storage';
import { objectKey, thumbnailKey } from './object-keys';
import { forgetRemoved, UPLOADS_OVER } from './quota';

/** What a run took away. */
export type CleanedUp = { files: number; bytes: number };

/** How long a finished upload waits to be confirmed, and a confirmed one to be sent. */
const LOOSE = sql`interval '24 hours'`;
/** A run that died between deciding and deleting is followed up after this. */
const UNFINISHED = sql`interval '15 minutes'`;

/** On no message and nobody's picture; the indexes say the same. */
const isLoose = sql`a.message_id is null and a.avatar_of is null`;

const BATCH = 100;
/** Of one run, so that it ends within a serverless function's time; the next one goes on. */
const BATCHES_MAX = 50;

/**
 * Takes away what nobody will read any more: uploads given up, files never sent, and those of messages deleted longer
 * ago than DELETED_FILES_DAYS. In three steps, each of which may be the last one: the decision is stored (from then on
 * nobody can send or read the file), the objects go, the row goes and its bytes are given back. Two runs at once share
 * the work. Throws `try_again` while the store is away.
 */
export async function cleanUp(): Promise<CleanedUp> {
  const total = { files: 0, bytes: 0 };
  const add = ({ files, bytes }: CleanedUp) => {
    total.files += files;
    total.bytes += bytes;
  };
  add(await removeAbandoned());
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const ids = await decide(isDue());
    if (ids.length === 0) break;
    add(await removeDecided(ids));
  }
  return total;
}

/**
 * Uploads whose time is over without an object, and files taken back in that time: of one person, or of all. Their room
 * is given back at once.
 */
export async function removeAbandoned(authorId?: string): Promise<CleanedUp> {
  const over = sql`${isLoose} and a.created_at < clock_timestamp() - ${UPLOADS_OVER}
    and (a.confirmed_at is null or a.removed_at is not null)`;
  const { rows } = await db().execute<{ id: string }>(sql`
    select a.id from attachments a where ${over}
      ${authorId === undefined ? sql`` : sql`and a.author_id = ${authorId}`}
    order by a.created_at limit ${BATCH}`);
  const ids: string[] = [];
  const missing = fewAtOnce(rows, async ({ id }) => ((await storage().head(objectKey(id))) ? [] : [id]));
  for await (const found of missing) ids.push(...found);
  if (ids.length === 0) return { files: 0, bytes: 0 };
  return removeDecided(await decide(sql`a.id = any(${sql.param(ids)}::uuid[]) and ${over}`));
}

/**
 * Takes away a file that stands nowhere, if `where` holds of `a` as well; false when it does not. Its row stays until
 * its address cannot be used any more.
 */
export async function removeLoose(id: string, where: SQL = sql`true`): Promise<boolean> {
  const ids = await decide(sql`a.id = ${id} and ${isLoose} and ${where}`);
  await removeDecided(ids);
  return ids.length > 0;
}

/** Each side has its index. A run that died left rows that are due by the same words. */
function isDue(): SQL {
  return sql`(
    (${isLoose} and a.created_at < clock_timestamp() - ${LOOSE}
      and (a.confirmed_at is null or a.confirmed_at < clock_timestamp() - ${LOOSE}))
    or (${isLoose} and a.removed_at is not null and a.created_at < clock_timestamp() - ${UPLOADS_OVER})
    or a.deleted_at < clock_timestamp() - make_interval(days => ${env().DELETED_FILES_DAYS}))`;
}

/** Marks what is due, each for one run only. Under the row's lock, which a send and a confirmation take as well. */
async function decide(where: SQL): Promise<string[]> {
  const { rows } = await db().execute<{ id: string }>(sql`
    update attachments set removed_at = clock_timestamp() where id in (
      select a.id from attachments a where ${where}
      and (a.removed_at is null or a.removed_at < clock_timestamp() - ${UNFINISHED})
      limit ${BATCH} for no key update skip locked)
    returning id`);
  return rows.map(({ id }) => id);
}

async function removeDecided(ids: readonly string[]): Promise<CleanedUp> {
  const removed: string[] = [];
  const removals = fewAtOnce(ids, async (id) => {
    await storage().remove(objectKey(id));
    await storage().remove(thumbnailKey(id));
    return id;
  });
  for await (const id of removals) removed.push(id);
  return forgetRemoved(removed);
}
