import 'server-only';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { storage } from '@/lib/storage/storage';
import { attachmentOf, KEY_PREFIX, objectKey, thumbnailKey } from './object-keys';

/** Something that should not be: an object nobody knows of, a row without its object, or bytes that were miscounted. */
export type Finding =
  | { kind: 'object_without_row'; key: string; bytes: number }
  | { kind: 'row_without_object'; id: string; key: string }
  | { kind: 'miscounted'; ownerId: string; counted: number; bytes: number };

type Listed = { id: string; key: string; size: number };
type Row = { id: string; confirmed: boolean; hasThumbnail: boolean };
type Range = { after: string | null; before: string | null };

const ROWS = 1_000;

/**
 * Compares every object below our prefix with every row, both in order of id, a page of each at a time. What seems wrong
 * is asked for once more before it is told: people upload meanwhile. Answers how many rows and objects there were.
 */
export async function auditStorage(
  tell: (finding: Finding) => void,
): Promise<{ rows: number; objects: number }> {
  const seen = { rows: 0, objects: 0 };
  let held: Listed[] = [];
  let from: string | null = null;
  for await (const page of listObjects()) {
    seen.objects += page.length;
    held = [...held, ...page.flatMap(named)];
    for (const { key, size } of page.filter((object) => !attachmentOf(object.key)))
      tell({ kind: 'object_without_row', key, bytes: size });
    // The objects of the last id may go on in the next page.
    const last = held.at(-1)?.id;
    if (last === undefined) continue;
    seen.rows += await compare(
      held.filter(({ id }) => id !== last),
      { after: from, before: last },
      tell,
    );
    held = held.filter(({ id }) => id === last);
    from = before(last);
  }
  seen.rows += await compare(held, { after: from, before: null }, tell);
  for (const finding of await findMiscounted()) tell(finding);
  return seen;
}

async function* listObjects() {
  let after: string | undefined;
  for (;;) {
    const page = await storage().list(KEY_PREFIX, after);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.key;
  }
}

function named({ key, size }: { key: string; size: number }): Listed[] {
  const id = attachmentOf(key);
  return id === null ? [] : [{ id, key, size }];
}

/** The rows of a range of ids, and the objects in it. */
async function compare(objects: readonly Listed[], range: Range, tell: (finding: Finding) => void) {
  const keys = new Set(objects.map(({ key }) => key));
  const known = new Set<string>();
  for await (const row of readRows(range)) {
    known.add(row.id);
    const missing = keysOf(row).filter((key) => !keys.has(key));
    for (const key of missing)
      if (!(await storage().head(key)) && (await isKnown(row.id)))
        tell({ kind: 'row_without_object', id: row.id, key });
  }
  for (const { id, key, size } of objects.filter((object) => !known.has(object.id)))
    if (!(await isKnown(id)) && (await storage().head(key)))
      tell({ kind: 'object_without_row', key, bytes: size });
  return known.size;
}

/** What must be there: nothing while an upload is under way. */
function keysOf({ id, confirmed, hasThumbnail }: Row): string[] {
  if (!confirmed) return [];
  return hasThumbnail ? [objectKey(id), thumbnailKey(id)] : [objectKey(id)];
}

async function* readRows({ after, before }: Range): AsyncGenerator<Row> {
  let from = after;
  for (;;) {
    const { rows } = await db().execute<Row>(sql`
      select a.id, a.confirmed_at is not null as confirmed, a.thumbnail_type is not null as "hasThumbnail"
      from attachments a where a.removed_at is null
        and (${from}::uuid is null or a.id > ${from}::uuid) and (${before}::uuid is null or a.id < ${before}::uuid)
      order by a.id limit ${ROWS}`);
    yield* rows;
    if (rows.length < ROWS) return;
    from = rows.at(-1)?.id ?? null;
  }
}

/** Rows that the clean-up is about to take away are not the audit's concern, and their objects are still known. */
async function isKnown(id: string): Promise<boolean> {
  const { rows } = await db().execute(sql`select 1 from attachments where id = ${id}`);
  return rows.length > 0;
}

/** The greatest id below `id`: a range that begins after it begins with `id`. */
function before(id: string): string {
  const number = BigInt(`0x${id.replaceAll('-', '')}`);
  const hex = (number === 0n ? 0n : number - 1n).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function findMiscounted(): Promise<Finding[]> {
  const { rows } = await db().execute<{ ownerId: string; counted: number; bytes: number }>(sql`
    with used as (
      select author_id as owner_id, sum(size + coalesce(thumbnail_size, 0))::bigint as bytes from attachments group by 1
    ), due as (
      select * from used union all
      select '00000000-0000-0000-0000-000000000000', coalesce(sum(bytes), 0)::bigint from used
    )
    select coalesce(u.owner_id, d.owner_id) as "ownerId", coalesce(u.bytes, 0) as counted, coalesce(d.bytes, 0) as bytes
    from storage_usage u full join due d on d.owner_id = u.owner_id
    where coalesce(u.bytes, 0) <> coalesce(d.bytes, 0)`);
  return rows.map((row) => ({ kind: 'miscounted', ...row }));
}
