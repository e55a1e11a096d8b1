import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { POST as JOIN } from '@/app/api/accounts/route';
import { GET as LOOK, DELETE as REVOKE } from '@/app/api/invites/[token]/route';
import { GET as LIST } from '@/app/api/invites/route';
import { POST as INVITE } from '@/app/api/people/[userId]/invite/route';
import { PATCH } from '@/app/api/people/[userId]/route';
import { GET as PEOPLE } from '@/app/api/people/route';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { type Answer, ask } from '@/lib/http/testing/ask';
import { peopleAnswer } from '@/lib/users/contract';
import { createdInviteAnswer, invitationAnswer, invitesAnswer } from './contract';

testDatabase();

let owner: TestPerson;
let admin: TestPerson;

beforeAll(async () => {
  await db().execute(sql`insert into settings (name) values ('Analytical Engine')`);
  owner = await makePerson('Owner', { role: 'owner' });
  admin = await makePerson('Admin', { role: 'admin' });
});

async function importedPerson(name: string): Promise<string> {
  const { rows } = await db().execute<{ id: string }>(
    sql`insert into users (name) values (${name}) returning id`,
  );
  return rows[0]?.id ?? '';
}

const invite = (userId: string, as = admin, body = {}) => ask(INVITE, { as, params: { userId }, body });
const made = async (userId: string) => createdInviteAnswer.parse((await invite(userId)).body).invite;
const look = (token: string) => ask(LOOK, { params: { token } });
const join = (token: string, email: string): Promise<Answer> =>
  ask(JOIN, { body: { name: 'Charles', email, password: 'correct horse battery', invite: token } });

describe('an imported person', () => {
  it('is shown as one in the directory until somebody is them', async () => {
    const id = await importedPerson('Babbage');
    const seen = async () =>
      peopleAnswer
        .parse((await ask(PEOPLE, { as: owner })).body)
        .people.map((one) => [one.name, one.imported]);
    expect(await seen()).toEqual([
      ['Admin', false],
      ['Babbage', true],
      ['Owner', false],
    ]);
    expect((await join((await made(id)).token, 'shown@example.test')).status).toBe(201);
    expect(await seen()).toContainEqual(['Charles', false]);
  });

  it('becomes who follows the link, once, with what they wrote and nothing unread', async () => {
    const id = await importedPerson('Charles B.');
    const room = await makeRoom({ kind: 'public', members: [owner, { userId: id }] });
    await db().execute(sql`update rooms set last_seq = 7 where id = ${room.id}`);
    await db().execute(sql`insert into messages (room_id, seq, id, author_id, body, rev, created_at)
      select ${room.id}, n, gen_random_uuid(), ${id}, 'an engine', 3 + n, now() from generate_series(1, 7) n`);
    const { token, ...rest } = await made(id);
    expect(rest).toMatchObject({ maxUses: 1, forUserId: id, role: 'member', roomId: null });
    const { invitation } = invitationAnswer.parse((await look(token)).body);
    expect(invitation).toMatchObject({ claims: 'Charles B.', invitedBy: 'Admin' });
    const answer = await join(token, 'charles@example.test');
    expect(answer.body.me).toMatchObject({ id, name: 'Charles', role: 'member' });
    const { rows } = await db().execute(sql`
      select r.last_seq - m.last_read_seq as unread, m.user_rev < u.rev as heard, u.email,
        (select count(*)::int from messages where author_id = u.id) as messages
      from memberships m join rooms r on r.id = m.room_id join users u on u.id = m.user_id where u.id = ${id}`);
    expect(rows).toEqual([{ unread: 0, heard: true, email: 'charles@example.test', messages: 7 }]);
    expect((await look(token)).status).toBe(410);
    expect((await join(token, 'second@example.test')).status).toBe(410);
    expect((await invite(id)).body.error.params.reason).toBe('not_claimable');
  });

  it('is nobody while the link is revoked, over, or they are shut out or raised', async () => {
    const refusedAfter = async (change: (link: { id: string; userId: string }) => Promise<unknown>) => {
      const userId = await importedPerson('Nobody');
      const { id, token } = await made(userId);
      expect((await look(token)).status).toBe(200);
      await change({ id, userId });
      expect((await look(token)).status).toBe(410);
      expect((await join(token, `${userId}@example.test`)).status).toBe(410);
      const { rows } = await db().execute(sql`select email from users where id = ${userId}`);
      expect(rows).toEqual([{ email: null }]);
    };
    const change = (userId: string, body: object) =>
      ask(PATCH, { as: owner, params: { userId }, method: 'PATCH', body });
    await refusedAfter(({ id }) => ask(REVOKE, { as: admin, params: { token: id }, method: 'DELETE' }));
    await refusedAfter(({ id }) => db().execute(sql`update invites set expires_at = now() where id = ${id}`));
    await refusedAfter(({ userId }) => change(userId, { deactivated: true }));
    await refusedAfter(({ userId }) => change(userId, { role: 'admin' }));
  });

  it('is nobody once the maker of the link is no admin any more', async () => {
    const maker = await makePerson('Once an admin', { role: 'admin' });
    const id = await importedPerson('Nobody');
    const { token } = createdInviteAnswer.parse((await invite(id, maker)).body).invite;
    await db().execute(sql`update users set role = 'member' where id = ${maker.userId}`);
    expect((await look(token)).status).toBe(410);
    expect((await join(token, 'nobody@example.test')).status).toBe(410);
  });

  it('is one person when two links are followed', async () => {
    const id = await importedPerson('Twice');
    const [first, second] = [await made(id), await made(id)];
    const statuses = [
      await join(first.token, 'one@example.test'),
      await join(second.token, 'two@example.test'),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([201, 410]);
  });

  it('who is an admin is an owner’s to give away', async () => {
    const id = await importedPerson('Raised');
    await db().execute(sql`update users set role = 'admin' where id = ${id}`);
    expect((await invite(id)).status).toBe(403);
    const answer = await invite(id, owner);
    expect(answer.body.invite.role).toBe('admin');
    expect((await join(answer.body.invite.token, 'raised@example.test')).body.me).toMatchObject({
      id,
      role: 'admin',
    });
  });

  it.each([[{ days: 0 }], [{ days: 31 }], [{ uses: 5 }], [{ role: 'admin' }]])(
    'is not invited by %j',
    async (body) => {
      expect((await invite(await importedPerson('Wrong'), admin, body)).status).toBe(422);
    },
  );
});

it('the list of invites names whom one is for', async () => {
  const id = await importedPerson('Named');
  const { id: inviteId } = await made(id);
  const { invites, users } = invitesAnswer.parse((await ask(LIST, { as: owner })).body);
  expect(invites.find((one) => one.id === inviteId)?.forUserId).toBe(id);
  expect(users[id]).toEqual({ name: 'Named', avatar: null, kind: 'person' });
});
