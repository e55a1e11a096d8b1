import 'server-only';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { retrying } from '@/db/transaction';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors';
import { announceAll } from '@/lib/realtime/hub';
import type { UserCards } from '@/lib/users/contract';
import type { Entry, ReadMarkerInput } from './contract';
import { type EntryRow, entryColumns, toEntry } from './entries';
import { requireEntry } from './queries';

const ATTEMPTS = 3;

/**
 * Moves the viewer's read marker: without `was` only forward (further back changes nothing), with it to any place,
 * if the marker still stands at `was`. Answers the entry as it is then; the same entry is the `me` frame, so that no
 * device costs a read. Throws `invalid` beyond the end, `conflict` with the entry when `was` is not where it stands.
 */
export async function moveReadMarker(
  viewer: Viewer,
  roomId: string,
  input: ReadMarkerInput,
): Promise<{ entry: Entry; users: UserCards }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const marker = await retrying(() => writeMarker(viewer, roomId, input));
    if (marker) return announceMarker(viewer, marker);
    const found = await requireEntry(viewer, roomId);
    if (!isDue(found.entry, input)) return found;
  }
  throw new AppError('try_again', 'The marker kept moving meanwhile.', { retryAfter: 1 });
}

/** One statement: lock the membership, decide, take the person's rev, write, and read the entry as written. */
async function writeMarker(
  viewer: Viewer,
  roomId: string,
  { seq, was }: ReadMarkerInput,
): Promise<EntryRow | undefined> {
  const { rows } = await db().execute<EntryRow>(sql`
    with mine as materialized (
      select m.room_id, m.user_id, m.last_read_seq from memberships m
      where m.room_id = ${roomId} and m.user_id = ${viewer.userId} and m.ended_at is null for no key update
    ), allowed as materialized (
      select mine.room_id, mine.user_id from mine join rooms r on r.id = mine.room_id
      where ${seq}::bigint <= r.last_seq
        and (${was === undefined ? sql`${seq}::bigint > mine.last_read_seq` : sql`mine.last_read_seq = ${was}::bigint and mine.last_read_seq <> ${seq}::bigint`})
    ), person as (
      update users u set rev = u.rev + 1 from allowed a where u.id = a.user_id returning u.id, u.rev
    ), m as (
      update memberships t set last_read_seq = ${seq}, user_rev = p.rev
      from allowed a join person p on p.id = a.user_id
      where t.room_id = a.room_id and t.user_id = a.user_id returning t.*
    )
    select ${entryColumns} from m join rooms r on r.id = m.room_id`);
  return rows[0];
}

function announceMarker(viewer: Viewer, row: EntryRow): { entry: Entry; users: UserCards } {
  const entry = toEntry(row);
  const users = row.people ?? {};
  const { userRev } = entry;
  const frame = { from: userRev - 1, to: userRev, rooms: [entry], ended: [], users };
  announceAll([{ feed: `me:${viewer.userId}`, to: userRev, frame }]);
  return { entry, users };
}

/**
 * Why nothing was written: false when nothing had to be, true when the statement that waited for the membership's
 * lock saw the room as of before the wait. Throws the refusals.
 */
function isDue(entry: Entry, { seq, was }: ReadMarkerInput): boolean {
  if (seq > entry.lastSeq) {
    throw new AppError('invalid', 'The room does not reach that far.', {
      fields: { seq: { reason: 'beyond_end', limit: entry.lastSeq } },
    });
  }
  if (was === undefined) return seq > entry.lastReadSeq;
  if (seq === entry.lastReadSeq) return false;
  if (was === entry.lastReadSeq) return true;
  throw new AppError('conflict', 'The marker was moved elsewhere meanwhile.', {
    reason: 'marker_moved',
    current: entry,
  });
}
