import 'server-only';
import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { memberships, rooms } from '@/db/schema/rooms';
import { users } from '@/db/schema/users';
import type { Viewer } from '@/lib/auth/viewer';
import { toIso } from '@/lib/clock';
import { AppError, notFound } from '@/lib/errors';
import type { UserCards } from '@/lib/users/contract';
import {
  BROWSE_LIMIT,
  CARD_FACES,
  type Entry,
  MEMBERS_PAGE,
  type Member,
  type Room,
  type RoomCard,
} from './contract';
import { type Entries, readEntries } from './entries';
import { type Membership, requireMembership } from './membership';
import { canBrowseRooms } from './policy';

/** All rooms the viewer is in, with the revs to follow them from. */
export async function listEntries(viewer: Viewer): Promise<Entries> {
  const entries = await readEntries(viewer.userId, 'all');
  if (!entries) throw notFound();
  return entries;
}

/** The viewer's entry of one room they are in. */
export async function requireEntry(
  viewer: Viewer,
  roomId: string,
): Promise<{ entry: Entry; users: UserCards }> {
  const found = await readEntries(viewer.userId, { roomId });
  const [entry] = found?.rooms ?? [];
  if (!found || !entry) throw notFound();
  return { entry, users: found.users };
}

/** Public rooms by name, joined or not; `q` is part of a name or topic. */
export async function browseRooms(viewer: Viewer, q = ''): Promise<{ rooms: RoomCard[]; hasMore: boolean }> {
  if (!canBrowseRooms(viewer)) throw new AppError('not_allowed', 'Guests see the rooms they were added to.');
  const found = await selectCards(
    viewer,
    and(
      isNull(rooms.archivedAt),
      q === '' ? undefined : sql`position(lower(${q}) in lower(${rooms.name} || ' ' || ${rooms.topic})) > 0`,
    ),
  )
    .orderBy(asc(sql`lower(${rooms.name})`), asc(rooms.id))
    .limit(BROWSE_LIMIT + 1);
  return { rooms: found.slice(0, BROWSE_LIMIT).map(toCard), hasMore: found.length > BROWSE_LIMIT };
}

/** The room, for its member; of a public room not joined its card; otherwise nothing is there. */
export async function findRoom(viewer: Viewer, roomId: string): Promise<Room | RoomCard> {
  const [joined] = await db()
    .select({ room: rooms, memberCount: memberCount() })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(eq(rooms.id, roomId), eq(memberships.userId, viewer.userId), isNull(memberships.endedAt)));
  if (joined) return toRoom(joined.room, joined.memberCount);
  const [card] = canBrowseRooms(viewer) ? await selectCards(viewer, eq(rooms.id, roomId)) : [];
  if (!card) throw notFound();
  return toCard(card);
}

/** Live members in the order of their ids, a page at a time. */
export async function listMembers(
  membership: Membership,
  after?: string,
): Promise<{ members: Member[]; users: UserCards; hasMore: boolean }> {
  const found = await selectMembers(
    membership,
    after === undefined ? undefined : gt(memberships.userId, after),
  );
  const page = found.slice(0, MEMBERS_PAGE);
  return {
    members: page.map(({ card: _, ...member }) => ({ ...member, ended: false })),
    users: Object.fromEntries(page.map(({ userId, card }) => [userId, card])),
    hasMore: found.length > MEMBERS_PAGE,
  };
}

/** One live member of a room the viewer is in. */
export async function requireMember(
  viewer: Viewer,
  { roomId, userId }: { roomId: string; userId: string },
): Promise<{ member: Member; users: UserCards }> {
  const membership = await requireMembership(viewer, roomId);
  const [found] = await selectMembers(membership, eq(memberships.userId, userId));
  if (!found) throw notFound();
  const { card, ...member } = found;
  return { member: { ...member, ended: false }, users: { [userId]: card } };
}

function selectMembers(membership: Membership, where: SQL | undefined) {
  return db()
    .select({
      userId: memberships.userId,
      role: memberships.role,
      rev: memberships.rev,
      card: { name: users.name, avatar: users.avatar, kind: users.kind },
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.roomId, membership.roomId), isNull(memberships.endedAt), where))
    .orderBy(asc(memberships.userId))
    .limit(MEMBERS_PAGE + 1);
}

function selectCards(viewer: Viewer, where: SQL | undefined) {
  return db()
    .select({
      id: rooms.id,
      name: rooms.name,
      topic: rooms.topic,
      memberCount: memberCount(),
      faces: faces(),
      lastMessageAt: rooms.lastMessageAt,
      joined: sql<boolean>`exists (select 1 from memberships m
        where m.room_id = ${rooms.id} and m.user_id = ${viewer.userId} and m.ended_at is null)`,
    })
    .from(rooms)
    .where(and(eq(rooms.kind, 'public'), isNull(rooms.deletedAt), where));
}

function toCard(row: Omit<RoomCard, 'lastMessageAt'> & { lastMessageAt: Date | null }): RoomCard {
  return { ...row, lastMessageAt: row.lastMessageAt && toIso(row.lastMessageAt) };
}

function faces() {
  return sql<RoomCard['faces']>`coalesce((
    select json_agg(json_build_object('id', u.id, 'name', u.name, 'avatar', u.avatar, 'kind', u.kind)
                    order by f.created_at, f.user_id)
    from (select m.user_id, m.created_at from memberships m
          where m.room_id = ${rooms.id} and m.ended_at is null
          order by m.created_at, m.user_id limit ${CARD_FACES}) f
    join users u on u.id = f.user_id), '[]')`;
}

function memberCount() {
  return sql<number>`(select count(*) from memberships c where c.room_id = ${rooms.id} and c.ended_at is null)`;
}

function toRoom(room: typeof rooms.$inferSelect, memberCount: number): Room {
  return {
    id: room.id,
    kind: room.kind,
    name: room.name,
    topic: room.topic,
    archivedAt: room.archivedAt && toIso(room.archivedAt),
    rev: room.infoRev,
    createdAt: toIso(room.createdAt),
    memberCount,
    joined: true,
  };
}
