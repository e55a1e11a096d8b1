import 'server-only';
import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { users } from '@/db/schema/users';
import type { Viewer } from '@/lib/auth/viewer';
import { notFound } from '@/lib/errors';
import { type ListPeopleQuery, type Me, PEOPLE_PAGE, type Person } from './contract';
import { isAdmin } from './policy';

/** Of a row of `users u`, as JSON that Postgres makes: what all see of somebody beside what they wrote. */
export const cardJson = sql`json_build_object('name', u.name, 'avatar', u.avatar, 'kind', u.kind)`;

/** The viewer's own profile, with the e-mail that nobody else gets. */
export async function requireMe(viewer: Pick<Viewer, 'userId'>): Promise<Me> {
  const [me] = await db()
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      avatar: users.avatar,
      kind: users.kind,
    })
    .from(users)
    .where(eq(users.id, viewer.userId));
  if (!me) throw notFound();
  return me;
}

/** A page of the directory by name; `q` is part of a name. */
export async function listPeople(
  viewer: Viewer,
  { q = '', after }: ListPeopleQuery,
): Promise<{ people: Person[]; hasMore: boolean }> {
  const rows = await selectPeople()
    .where(
      and(
        isVisibleTo(viewer),
        q === '' ? undefined : sql`position(lower(${q}) in lower(${users.name})) > 0`,
        after === undefined
          ? undefined
          : sql`(lower(${users.name}), ${users.id}) > (select lower(name), id from users where id = ${after})`,
      ),
    )
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
    .limit(PEOPLE_PAGE + 1);
  return { people: rows.slice(0, PEOPLE_PAGE).map(toPerson), hasMore: rows.length > PEOPLE_PAGE };
}

/** One person of those the viewer can see; otherwise nothing is there. */
export async function requirePerson(viewer: Viewer, id: string): Promise<Person> {
  const [row] = await selectPeople().where(and(isVisibleTo(viewer), eq(users.id, id)));
  if (!row) throw notFound();
  return toPerson(row);
}

/**
 * A condition on `users`: those in the viewer's directory. Former members are in nobody's, deactivated people in that
 * of admins, and a guest sees whom they share a room with.
 */
function isVisibleTo(viewer: Viewer) {
  return and(
    ne(users.kind, 'former'),
    isAdmin(viewer) ? undefined : isNull(users.deactivatedAt),
    viewer.role === 'guest' ? or(eq(users.id, viewer.userId), sharesRoomWith(viewer.userId)) : undefined,
  );
}

/** A condition on `users`: that person and this one have live memberships in some room together. */
export function sharesRoomWith(userId: string) {
  return sql`exists (
    select 1 from memberships theirs
    join memberships mine on mine.room_id = theirs.room_id and mine.user_id = ${userId} and mine.ended_at is null
    where theirs.user_id = ${users.id} and theirs.ended_at is null)`;
}

/** A condition on `users`: they came by an import, and nobody has claimed them. Everybody else has an address. */
export const isImported = and(eq(users.kind, 'person'), isNull(users.email));

function selectPeople() {
  return db()
    .select({
      id: users.id,
      name: users.name,
      avatar: users.avatar,
      kind: users.kind,
      role: users.role,
      deactivatedAt: users.deactivatedAt,
      imported: sql<boolean>`${isImported}`,
    })
    .from(users);
}

function toPerson(row: Omit<Person, 'deactivatedAt'> & { deactivatedAt: Date | null }): Person {
  return { ...row, deactivatedAt: row.deactivatedAt?.toISOString() ?? null };
}
