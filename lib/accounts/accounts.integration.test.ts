import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/accounts/route';
import { GET as GET_INVITE } from '@/app/api/invites/[token]/route';
import { POST as INVITE } from '@/app/api/invites/route';
import { DELETE as LEAVE } from '@/app/api/me/route';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, makeSession } from '@/db/testing/people';
import { transaction } from '@/db/transaction';
import { hashPassword } from '@/lib/auth/password';
import { readSessionToken } from '@/lib/auth/session-token';
import type { Viewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';
import { type Answer, ask, freshAddress, tokenSetBy } from '@/lib/http/testing/ask';
import { takeInvite } from '@/lib/invites/commands';

testDatabase();

const password = 'correct horse battery';
const setupCode = 'a-setup-code';
let people = 0;
const newcomer = (more: Record<string, unknown> = {}) => {
  people += 1;
  return { name: `Person ${people}`, email: `person${people}@example.test`, password, ...more };
};

async function rows<T = Record<string, unknown>>(query: SQL): Promise<T[]> {
  const found = await db().execute(query);
  // Each caller says what its own statement answers.
  return found.rows as T[];
}

const membershipsOf = (userId: string) =>
  rows<{ name: string; role: string; unread: number; rev: number; room_rev: number; heard: boolean }>(sql`
    select r.name, m.role, r.last_seq - m.last_read_seq as unread, m.rev, r.rev as room_rev, m.user_rev <= u.rev as heard
    from memberships m join rooms r on r.id = m.room_id join users u on u.id = m.user_id
    where m.user_id = ${userId} and m.ended_at is null order by r.name`);

let owner: Viewer;

describe('the first account', () => {
  it('is refused while no setup code is set, naming the variable', async () => {
    const read: { SETUP_CODE?: string | undefined } = env();
    read.SETUP_CODE = undefined;
    const answer = await ask(POST, { body: newcomer({ setupCode }) });
    read.SETUP_CODE = setupCode;
    expect(answer.status).toBe(403);
    expect(answer.body.error.params).toEqual({ reason: 'setup_code_unset', variable: 'SETUP_CODE' });
  });

  it('needs the setup code', async () => {
    for (const given of [
      {},
      { setupCode: '' },
      { setupCode: 'a-setup-codf' },
      { setupCode: 'a-setup-code-longer' },
    ]) {
      const answer = await ask(POST, { body: newcomer(given) });
      expect(answer.status).toBe(403);
      expect(answer.body.error.params.reason).toBe('setup_code_wrong');
    }
    expect(await rows(sql`select id from users`)).toEqual([]);
  });

  it('is one, however many ask at once; it owns the place and its first room', async () => {
    const answers = await Promise.all(
      Array.from({ length: 3 }, () =>
        ask(POST, { body: newcomer({ setupCode, workspace: 'Analytical  Engine' }) }),
      ),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    const [first] = made;
    const me = first?.body.me;
    expect(me).toMatchObject({ role: 'owner', kind: 'person', avatar: null });
    expect(await rows(sql`select role from users`)).toEqual([{ role: 'owner' }]);
    expect(await rows(sql`select name, open_sign_up from settings`)).toEqual([
      { name: 'Analytical Engine', open_sign_up: false },
    ]);
    expect(await membershipsOf(me.id)).toEqual([
      { name: 'general', role: 'admin', unread: 0, rev: 1, room_rev: 1, heard: true },
    ]);
    const claims = first && (await readSessionToken(tokenSetBy(first) ?? ''));
    owner = { userId: me.id, sessionId: claims?.sessionId ?? '', ...me };
    expect(claims?.userId).toBe(me.id);
    expect(await rows(sql`select id from sessions`)).toEqual([{ id: owner.sessionId }]);
  });

  it('stays the only one of its kind: the setup code is worth nothing afterwards', async () => {
    const answer = await ask(POST, { body: newcomer({ setupCode }) });
    expect(answer.status).toBe(409);
    expect(answer.body.error.params.reason).toBe('already_founded');
  });
});

describe('further accounts', () => {
  const invite = async (more: Record<string, unknown> = {}, as: Viewer = owner) => {
    const { body } = await ask(INVITE, { as, body: more });
    expect(body).toEqual({ invite: expect.anything() });
    return body.invite;
  };

  it('need an invite', async () => {
    const answer = await ask(POST, { body: newcomer() });
    expect(answer.status).toBe(403);
    expect(answer.body.error.params.reason).toBe('invite_needed');
    expect((await ask(POST, { body: newcomer({ invite: 'made-up' }) })).status).toBe(404);
  });

  it('begin in the first room, having read it all, and are signed in', async () => {
    const { token } = await invite();
    const answer = await ask(POST, { body: newcomer({ invite: token, email: ' Ada@Example.TEST ' }) });
    expect(answer.status).toBe(201);
    expect(answer.body.me).toMatchObject({ email: 'ada@example.test', role: 'member' });
    expect(await membershipsOf(answer.body.me.id)).toMatchObject([
      { name: 'general', role: 'member', unread: 0 },
    ]);
    expect((await readSessionToken(tokenSetBy(answer) ?? ''))?.userId).toBe(answer.body.me.id);
    expect(JSON.stringify(answer.body)).not.toMatch(/argon|hash/i);
  });

  it('cannot take an address that is taken, in whatever writing, nor use the invite up by trying', async () => {
    const { token } = await invite({ uses: 1 });
    const answer = await ask(POST, { body: newcomer({ invite: token, email: 'ADA@example.test' }) });
    expect(answer.status).toBe(409);
    expect(answer.body.error).toMatchObject({
      code: 'conflict',
      params: { reason: 'email_taken' },
      fields: { email: { reason: 'email_taken' } },
    });
    expect((await ask(POST, { body: newcomer({ invite: token }) })).status).toBe(201);
  });

  it('with one address at once are one account', async () => {
    const { token } = await invite();
    const body = newcomer({ invite: token });
    const answers = await Promise.all(Array.from({ length: 3 }, () => ask(POST, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('are as many as an invite is for, and the others hear whom to ask', async () => {
    const { token } = await invite({ uses: 3 });
    const answers: Answer[] = [];
    for (let joining = 0; joining < 5; joining += 1) {
      answers.push(await ask(POST, { body: newcomer({ invite: token }) }));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 410, 410]);
    for (const { body } of answers.filter(({ status }) => status === 410)) {
      expect(body.error).toMatchObject({
        code: 'expired',
        params: { reason: 'invite_over', invitedBy: owner.name },
      });
    }
    expect((await ask(GET_INVITE, { params: { token } })).status).toBe(410);
  });

  it('are three of twenty at once on an invite for three', async () => {
    const { token, id } = await invite({ uses: 3 });
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => transaction((tx) => takeInvite(tx, token))),
    );
    expect(taken.filter((one) => one !== null)).toHaveLength(3);
    expect(await rows(sql`select uses::int from invites where id = ${id}`)).toEqual([{ uses: 3 }]);
  });

  it('get the invite’s role and room; guests no other room', async () => {
    const room = await makeRoom({ members: [owner], name: 'engine room' });
    const guest = await ask(POST, {
      body: newcomer({ invite: (await invite({ role: 'guest', roomId: room.id })).token }),
    });
    expect(guest.body.me.role).toBe('guest');
    expect((await membershipsOf(guest.body.me.id)).map(({ name }) => name)).toEqual(['engine room']);
    const admin = await ask(POST, {
      body: newcomer({ invite: (await invite({ role: 'admin', roomId: room.id })).token }),
    });
    expect(admin.body.me.role).toBe('admin');
    expect((await membershipsOf(admin.body.me.id)).map(({ name }) => name)).toEqual([
      'engine room',
      'general',
    ]);
  });

  it('do not get into a room whose door the inviter lost, nor in at all by somebody who was shut out', async () => {
    const grace = await makePerson('Grace');
    const room = await makeRoom({ members: [grace, owner], name: 'closed room' });
    const { token } = await invite({ roomId: room.id }, grace);
    const joining = async () => {
      const { body } = await ask(POST, { body: newcomer({ invite: token }) });
      return (await membershipsOf(body.me.id)).map(({ name }) => name);
    };
    expect(await joining()).toEqual(['closed room', 'general']);
    await db().execute(sql`update memberships set role = 'member' where user_id = ${grace.userId}`);
    expect(await joining()).toEqual(['general']);
    await db().execute(
      sql`update memberships set role = 'admin', ended_at = now() where user_id = ${grace.userId}`,
    );
    expect(await joining()).toEqual(['general']);
    await db().execute(sql`update users set deactivated_at = now() where id = ${grace.userId}`);
    expect((await ask(POST, { body: newcomer({ invite: token }) })).status).toBe(410);
  });

  it('do not come by an admin invite of somebody who is no admin any more', async () => {
    const admin = await makePerson('Once an admin', { role: 'admin' });
    const { token } = await invite({ role: 'admin' }, admin);
    await db().execute(sql`update users set role = 'member' where id = ${admin.userId}`);
    expect((await ask(POST, { body: newcomer({ invite: token }) })).status).toBe(410);
  });

  it('claim an imported person once, with what they wrote and where they were', async () => {
    const [imported] = await rows<{ id: string }>(
      sql`insert into users (name) values ('Imported') returning id`,
    );
    const room = await makeRoom({ members: [owner, { userId: imported?.id ?? '' }], name: 'old room' });
    const { token, id } = await invite({ uses: 5 });
    await db().execute(sql`update invites set for_user_id = ${imported?.id} where id = ${id}`);
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => ask(POST, { body: newcomer({ invite: token, name: 'Charles' }) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    const claimed = answers.find(({ status }) => status === 201)?.body.me;
    expect(claimed).toMatchObject({ id: imported?.id, name: 'Charles' });
    expect((await membershipsOf(claimed.id)).map(({ name }) => name)).toEqual(['general', 'old room']);
    expect(room.name).toBe('old room');
  });

  it('need none while sign-up is open', async () => {
    await db().execute(sql`update settings set open_sign_up = true`);
    const answer = await ask(POST, { body: newcomer() });
    await db().execute(sql`update settings set open_sign_up = false`);
    expect(answer.status).toBe(201);
    expect(answer.body.me.role).toBe('member');
    expect((await ask(POST, { body: newcomer() })).status).toBe(403);
  });

  it.each([
    [{ name: '  ' }, 'name', 'blank'],
    [{ name: 'A\u202eda' }, 'name', 'forbidden_characters'],
    [{ name: 'A'.repeat(81) }, 'name', 'too_long'],
    [{ email: 'nowhere' }, 'email', 'invalid'],
    [{ password: 'too short' }, 'password', 'too_short'],
    [{ role: 'owner' }, 'role', 'unknown_field'],
    [{ workspace: 'Mine' }, 'workspace', 'unknown_field'],
  ])('are refused with %j', async (wrong, field, reason) => {
    const { token } = await invite();
    const answer = await ask(POST, { body: newcomer({ invite: token, ...wrong }) });
    expect(answer.status).toBe(422);
    expect(answer.body.error.fields[field].reason).toBe(reason);
  });

  it('are limited by address', async () => {
    const headers = { 'x-forwarded-for': freshAddress() };
    const statuses = new Set<number>();
    for (let tries = 0; tries < 61; tries += 1) {
      statuses.add((await ask(POST, { body: newcomer({ invite: 'made-up' }), headers })).status);
    }
    expect([...statuses]).toEqual([404, 429]);
  });
});

describe('leaving for good', () => {
  let hashed: string;
  beforeAll(async () => {
    hashed = await hashPassword(password);
  });
  const withPassword = async (...made: Parameters<typeof makePerson>) => {
    const person = await makePerson(...made);
    await db().execute(sql`update users set password_hash = ${hashed} where id = ${person.userId}`);
    return person;
  };
  const leave = (as: Viewer, given = password) =>
    ask(LEAVE, { as, method: 'DELETE', body: { password: given } });

  it('asks for the password', async () => {
    const grace = await withPassword('Grace');
    const answer = await leave(grace, 'not the password');
    expect(answer.status).toBe(403);
    expect(answer.body.error.fields).toEqual({ password: { reason: 'wrong_password' } });
    expect(await rows(sql`select kind from users where id = ${grace.userId}`)).toEqual([{ kind: 'person' }]);
  });

  it('ends every membership and session, and leaves messages by a former member', async () => {
    const grace = await withPassword('Grace');
    await makeSession(grace);
    const room = await makeRoom({ members: [owner, grace] });
    await db().execute(sql`
      insert into messages (room_id, seq, id, author_id, body, rev, created_at)
      select id, 1, gen_random_uuid(), ${grace.userId}, 'still here', rev + 1, now() from rooms where id = ${room.id}`);
    await db().execute(sql`update rooms set rev = rev + 1, last_seq = 1 where id = ${room.id}`);
    const [before] = await rows<{ rev: number }>(sql`select rev from rooms where id = ${room.id}`);
    const answer = await leave(grace);
    expect(answer.status).toBe(204);
    expect(tokenSetBy(answer)).toBe('');
    expect(
      await rows(sql`select name, email, password_hash, avatar, kind from users where id = ${grace.userId}`),
    ).toEqual([{ name: '', email: null, password_hash: null, avatar: null, kind: 'former' }]);
    expect(await rows(sql`select id from sessions where user_id = ${grace.userId}`)).toEqual([]);
    expect(
      await rows(sql`select m.rev, m.ended_at is not null as ended, r.rev as room_rev from memberships m
        join rooms r on r.id = m.room_id where m.user_id = ${grace.userId}`),
    ).toEqual([{ rev: (before?.rev ?? 0) + 1, ended: true, room_rev: (before?.rev ?? 0) + 1 }]);
    expect(await rows(sql`select body from messages where author_id = ${grace.userId}`)).toEqual([
      { body: 'still here' },
    ]);
    expect((await leave(grace)).status).toBe(401);
  });

  it('hands rooms whose last admin leaves to who is there longest, guests last', async () => {
    const grace = await withPassword('Grace');
    const [guest, first, second] = [
      await makePerson('A guest', { role: 'guest' }),
      await makePerson('First'),
      await makePerson('Second'),
    ];
    const orphan = await makeRoom({ members: [grace, guest, first, second] });
    const also = await makeRoom({ members: [grace, first] });
    const alone = await makeRoom({ members: [grace] });
    const shared = await makeRoom({ members: [grace, first] });
    await db().execute(sql`update memberships set created_at = now() - interval '1 day'
      where user_id in (${guest.userId}, ${first.userId})`);
    await db().execute(sql`update memberships set role = 'admin' where room_id = ${shared.id}`);
    const before = await rows<{ id: string; rev: number }>(sql`select id, rev from rooms order by id`);
    expect((await leave(grace)).status).toBe(204);
    const admins = (roomId: string) =>
      rows(
        sql`select user_id from memberships where room_id = ${roomId} and role = 'admin' and ended_at is null`,
      );
    expect(await admins(orphan.id)).toEqual([{ user_id: first.userId }]);
    expect(await admins(also.id)).toEqual([{ user_id: first.userId }]);
    expect(await admins(alone.id)).toEqual([]);
    expect(await admins(shared.id)).toEqual([{ user_id: first.userId }]);
    const taken = await rows<{ id: string; rev: number; last: number; distinct: boolean }>(sql`
      select r.id, r.rev, max(m.rev) as last, count(distinct m.rev) = count(*) as distinct
      from rooms r join memberships m on m.room_id = r.id group by r.id`);
    const grown = (id: string) =>
      (taken.find((room) => room.id === id)?.rev ?? 0) - (before.find((room) => room.id === id)?.rev ?? 0);
    expect([orphan, also, alone, shared].map(({ id }) => grown(id))).toEqual([2, 2, 1, 1]);
    for (const room of taken.filter(({ id }) => id === orphan.id || id === also.id)) {
      expect(room).toMatchObject({ last: room.rev, distinct: true });
    }
    const [heir] =
      await rows(sql`select u.rev >= max(m.user_rev) as heard, count(distinct m.user_rev)::int as revs
      from users u join memberships m on m.user_id = u.id where u.id = ${first.userId} group by u.rev`);
    expect(heir).toEqual({ heard: true, revs: 3 });
  });

  it('is not for the last owner, not even for two at once', async () => {
    await db().execute(sql`update users set role = 'admin' where role = 'owner'`);
    const one = await withPassword('One', { role: 'owner' });
    expect((await leave(one)).body.error.params).toEqual({ reason: 'last_owner' });
    const two = await withPassword('Two', { role: 'owner' });
    const statuses = (await Promise.all([leave(one), leave(two)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 409]);
  });
});
