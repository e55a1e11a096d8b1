import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { PUT as CHANGE_PASSWORD } from '@/app/api/me/password/route';
import { PATCH as CHANGE_ME, GET as ME } from '@/app/api/me/route';
import { GET as GET_RESET, PUT as USE_RESET } from '@/app/api/password-resets/[token]/route';
import { POST as MAKE_RESET } from '@/app/api/people/[userId]/password-reset/route';
import { PATCH } from '@/app/api/people/[userId]/route';
import { GET as PEOPLE } from '@/app/api/people/route';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, makeSession, type TestPerson } from '@/db/testing/people';
import { hashPassword, isPassword } from '@/lib/auth/password';
import { readSessionToken } from '@/lib/auth/session-token';
import { type Answer, ask, tokenSetBy } from '@/lib/http/testing/ask';
import { passwordResetCardAnswer } from './contract';
import { createPasswordResetFor } from './password-resets';

testDatabase();

const password = 'correct horse battery';
let hashed: string;
let ada: TestPerson;

beforeAll(async () => {
  hashed = await hashPassword(password);
  ada = await makePerson('Ada', { role: 'owner' });
});

async function rows<T = Record<string, unknown>>(query: SQL): Promise<T[]> {
  const found = await db().execute(query);
  // Each caller says what its own statement answers.
  return found.rows as T[];
}

async function withPassword(...made: Parameters<typeof makePerson>): Promise<TestPerson> {
  const person = await makePerson(...made);
  await db().execute(sql`update users set password_hash = ${hashed} where id = ${person.userId}`);
  return person;
}

const sessionsOf = async ({ userId }: { userId: string }) =>
  (await rows<{ id: string }>(sql`select id from sessions where user_id = ${userId}`)).map(({ id }) => id);
const revsOf = async ({ userId }: { userId: string }) =>
  (
    await rows<{ rev: number; info_rev: number }>(sql`select rev, info_rev from users where id = ${userId}`)
  )[0];
const change = (as: TestPerson, subject: { userId: string }, body: Record<string, unknown>) =>
  ask(PATCH, { as, params: { userId: subject.userId }, method: 'PATCH', body });
const sessionSetBy = async (answer: Answer) => (await readSessionToken(tokenSetBy(answer) ?? ''))?.sessionId;

describe('my own profile', () => {
  it('is mine, with the address that nobody else gets', async () => {
    const grace = await makePerson('Grace');
    expect((await ask(ME, { as: grace })).body).toEqual({
      me: {
        id: grace.userId,
        name: 'Grace',
        email: grace.email,
        role: 'member',
        avatar: null,
        kind: 'person',
      },
    });
    expect((await ask(ME)).status).toBe(401);
  });

  it('takes another name, and a rev that carries it to my other devices', async () => {
    const grace = await makePerson('Grace');
    const answer = await ask(CHANGE_ME, { as: grace, method: 'PATCH', body: { name: '  Grace   Hopper ' } });
    expect(answer.body.me.name).toBe('Grace Hopper');
    expect(await revsOf(grace)).toEqual({ rev: 1, info_rev: 1 });
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'zero\u200bwidth' }, 'name'],
    [{ name: 'Grace', role: 'owner' }, 'role'],
    [{ name: 'Grace', email: 'other@example.test' }, 'email'],
  ])('refuses %j', async (body, field) => {
    const grace = await makePerson('Grace');
    const answer = await ask(CHANGE_ME, { as: grace, method: 'PATCH', body });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.error.fields)).toEqual([field]);
    expect(await revsOf(grace)).toEqual({ rev: 0, info_rev: 0 });
  });
});

describe('changing my password', () => {
  const next = 'another horse battery';
  const put = (as: TestPerson, current: string) =>
    ask(CHANGE_PASSWORD, { as, method: 'PUT', body: { current, password: next } });

  it('asks for the one there is', async () => {
    const grace = await withPassword('Grace');
    const answer = await put(grace, 'not the password');
    expect(answer.status).toBe(403);
    expect(answer.body.error.fields).toEqual({ current: { reason: 'wrong_password' } });
    expect(await sessionsOf(grace)).toEqual([grace.sessionId]);
  });

  it('is limited, so that a stolen session is no place to guess', async () => {
    const grace = await withPassword('Grace');
    for (let tries = 0; tries < 10; tries += 1) await put(grace, 'not the password');
    expect((await put(grace, password)).status).toBe(429);
  });

  it('ends every session, gives this device a new one, and tells the others', async () => {
    const grace = await withPassword('Grace');
    const phone = await makeSession(grace);
    const answer = await put(grace, password);
    expect(answer.status).toBe(200);
    const session = await sessionSetBy(answer);
    expect(await sessionsOf(grace)).toEqual([session]);
    expect([grace.sessionId, phone.sessionId]).not.toContain(session);
    expect((await revsOf(grace))?.rev).toBe(1);
    for (const device of [grace, phone]) expect((await ask(ME, { as: device })).status).toBe(401);
    const [stored] = await rows<{ password_hash: string }>(
      sql`select password_hash from users where id = ${grace.userId}`,
    );
    expect(await isPassword(next, stored?.password_hash)).toBe(true);
  });

  it('happens once when two devices do it at once', async () => {
    const grace = await withPassword('Grace');
    const phone = await makeSession(grace);
    const statuses = (await Promise.all([put(grace, password), put(phone, password)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 403]);
    expect(await sessionsOf(grace)).toHaveLength(1);
  });
});

describe('the directory', () => {
  it('is a page by name, without addresses', async () => {
    await db().execute(
      sql`insert into users (name) select 'Zz ' || lpad(n::text, 3, '0') from generate_series(1, 130) n`,
    );
    const first = await ask(PEOPLE, { as: ada, query: { q: 'zZ ' } });
    expect(first.body.people).toHaveLength(100);
    expect(first.body.hasMore).toBe(true);
    const after = first.body.people.at(-1).id;
    const second = await ask(PEOPLE, { as: ada, query: { q: 'zz ', after } });
    expect(second.body.people).toHaveLength(30);
    expect(second.body.hasMore).toBe(false);
    const names = [...first.body.people, ...second.body.people].map(({ name }: { name: string }) => name);
    expect(new Set(names).size).toBe(130);
    expect(names).toEqual([...names].sort());
    expect(JSON.stringify(first.body)).not.toContain('email');
    await db().execute(sql`delete from users where name like 'Zz %'`);
  });

  it('takes what is typed as it is', async () => {
    await makePerson('50%_off');
    const found = async (q: string) => (await ask(PEOPLE, { as: ada, query: { q } })).body.people.length;
    expect(await found('0%_o')).toBe(1);
    expect(await found('%%')).toBe(0);
    expect((await ask(PEOPLE, { as: ada, query: { after: 'x' } })).status).toBe(422);
    expect((await ask(PEOPLE, { as: ada, query: { role: 'owner' } })).status).toBe(422);
    expect((await ask(PEOPLE)).status).toBe(401);
  });

  it('shows a guest whom they share a room with, and nobody former or deactivated to members', async () => {
    const [guest, friend, stranger, gone] = [
      await makePerson('Guest', { role: 'guest' }),
      await makePerson('Friend'),
      await makePerson('Stranger'),
      await makePerson('Gone'),
    ];
    await makeRoom({ members: [friend, guest, gone] });
    await db().execute(sql`update users set deactivated_at = now() where id = ${gone.userId}`);
    await db().execute(sql`insert into users (name, kind) values ('', 'former')`);
    const seenBy = async (as: TestPerson) =>
      (await ask(PEOPLE, { as })).body.people.map(({ name }: { name: string }) => name);
    expect(await seenBy(guest)).toEqual(['Friend', 'Guest']);
    expect(await seenBy(friend)).toContain('Stranger');
    expect(await seenBy(friend)).not.toContain('Gone');
    expect(await seenBy(ada)).toContain('Gone');
    expect(await seenBy(ada)).not.toContain('');
    expect((await change(guest, stranger, { role: 'guest' })).status).toBe(404);
    expect((await change(guest, friend, { role: 'guest' })).status).toBe(403);
  });
});

describe('changing people', () => {
  it('gives a role, ends the sessions that began under the old one, and is written down', async () => {
    const grace = await makePerson('Grace');
    const answer = await change(ada, grace, { role: 'admin' });
    expect(answer.body.person).toEqual({
      id: grace.userId,
      name: 'Grace',
      avatar: null,
      kind: 'person',
      role: 'admin',
      deactivatedAt: null,
      imported: false,
    });
    expect(await sessionsOf(grace)).toEqual([]);
    expect((await ask(ME, { as: grace })).status).toBe(401);
    const revs = await revsOf(grace);
    expect(revs?.rev).toBeGreaterThan(0);
    expect(revs?.info_rev).toBeGreaterThan(0);
    expect(
      await rows(sql`select actor_id, action, details from audit_log where subject_id = ${grace.userId}`),
    ).toEqual([{ actor_id: ada.userId, action: 'person.change', details: { role: 'admin' } }]);
  });

  it('leaves everything as it is when nothing would change', async () => {
    const grace = await makePerson('Grace');
    expect((await change(ada, grace, { role: 'member', deactivated: false })).status).toBe(200);
    expect(await sessionsOf(grace)).toEqual([grace.sessionId]);
    expect(await revsOf(grace)).toEqual({ rev: 0, info_rev: 0 });
  });

  it('deactivates: nobody is signed in, the doors they opened are shut, and it can be taken back', async () => {
    const grace = await withPassword('Grace');
    await db().execute(sql`insert into invites (token_hash, created_by, expires_at, max_uses)
      values (gen_random_uuid()::text, ${grace.userId}, now() + interval '1 day', 1)`);
    await createPasswordResetFor(grace.email);
    const answer = await change(ada, grace, { deactivated: true });
    expect(answer.body.person.deactivatedAt).toMatch(/^20/);
    expect(await sessionsOf(grace)).toEqual([]);
    expect(
      await rows(sql`select (select count(*)::int from invites where created_by = ${grace.userId} and revoked_at is null)
        + (select count(*)::int from password_resets where user_id = ${grace.userId} and used_at is null) as doors`),
    ).toEqual([{ doors: 0 }]);
    expect((await change(ada, grace, { deactivated: false })).body.person.deactivatedAt).toBeNull();
  });

  it('is for admins, below themselves; owners touch everybody', async () => {
    const [admin, peer, member, other] = [
      await makePerson('Admin', { role: 'admin' }),
      await makePerson('Peer', { role: 'admin' }),
      await makePerson('Member'),
      await makePerson('Other'),
    ];
    const statuses = [
      await change(member, other, { role: 'guest' }),
      await change(member, other, { deactivated: true }),
      await change(admin, peer, { role: 'member' }),
      await change(admin, ada, { deactivated: true }),
      await change(admin, member, { role: 'admin' }),
      await change(admin, admin, { deactivated: true }),
      await change(admin, member, { role: 'guest' }),
      await change(ada, peer, { role: 'member' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 200, 200]);
  });

  it('knows nobody who is not there', async () => {
    const [former] = await rows<{ id: string }>(
      sql`insert into users (name, kind) values ('', 'former') returning id`,
    );
    expect((await change(ada, { userId: crypto.randomUUID() }, { role: 'guest' })).status).toBe(404);
    expect((await change(ada, { userId: former?.id ?? '' }, { role: 'guest' })).status).toBe(404);
    expect((await change(ada, { userId: 'no uuid' }, { role: 'guest' })).status).toBe(422);
    expect((await change(ada, ada, {})).status).toBe(422);
    expect((await change(ada, ada, { role: 'god' })).status).toBe(422);
  });

  it('never takes the last owner, and a stepping-down owner stays signed in', async () => {
    expect((await change(ada, ada, { role: 'member' })).body.error.params).toEqual({ reason: 'last_owner' });
    const second = await makePerson('Second', { role: 'owner' });
    const answer = await change(second, second, { role: 'admin' });
    expect(answer.status).toBe(200);
    expect(await sessionsOf(second)).toEqual([await sessionSetBy(answer)]);
  });

  it('leaves one owner when two demote each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      await db().execute(sql`update users set role = 'member' where role = 'owner'`);
      const [one, two] = [
        await makePerson('One', { role: 'owner' }),
        await makePerson('Two', { role: 'owner' }),
      ];
      const answers = await Promise.all([
        change(one, two, { role: 'admin' }),
        change(two, one, { role: 'admin' }),
      ]);
      // 401: the other one was so much quicker that this one's session was over before they asked.
      const [won, lost] = answers.map(({ status }) => status).sort();
      expect(won).toBe(200);
      expect([401, 409]).toContain(lost);
      expect(await rows(sql`select 1 from users where role = 'owner'`)).toHaveLength(1);
    }
    ada = await makePerson('Ada', { role: 'owner' });
  });
});

describe('a link to a new password', () => {
  const make = (as: TestPerson, subject: TestPerson) =>
    ask(MAKE_RESET, { as, params: { userId: subject.userId }, method: 'POST' });
  const tokenOf = (answer: Answer) => new URL(answer.body.passwordReset.url).pathname.split('/').at(-1) ?? '';
  const look = (token: string) => ask(GET_RESET, { params: { token } });
  const use = (token: string, given = 'another horse battery') =>
    ask(USE_RESET, { params: { token }, method: 'PUT', body: { password: given } });

  it('works once, ends all sessions, and signs this device in', async () => {
    const grace = await withPassword('Grace');
    const [token, another] = [tokenOf(await make(ada, grace)), tokenOf(await make(ada, grace))];
    const card = passwordResetCardAnswer.parse((await look(token)).body);
    expect(card.passwordReset).toEqual({ name: 'Grace', expiresAt: expect.any(String) });
    expect(await rows(sql`select 1 from password_resets where token_hash = ${token}`)).toEqual([]);
    const answer = await use(token);
    expect(answer.status).toBe(200);
    expect(answer.body.me.id).toBe(grace.userId);
    expect(await sessionsOf(grace)).toEqual([await sessionSetBy(answer)]);
    expect((await ask(ME, { as: grace })).status).toBe(401);
    for (const over of [token, another]) {
      expect((await look(over)).status).toBe(410);
      expect((await use(over)).status).toBe(410);
    }
  });

  it('is used once by three at once', async () => {
    const grace = await withPassword('Grace');
    const token = tokenOf(await make(ada, grace));
    const statuses = (await Promise.all(Array.from({ length: 3 }, () => use(token)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 410, 410]);
    expect(await sessionsOf(grace)).toHaveLength(1);
  });

  it('is over after an hour, and unknown tokens are not there', async () => {
    const grace = await withPassword('Grace');
    const token = tokenOf(await make(ada, grace));
    await db().execute(sql`update password_resets set expires_at = now() where user_id = ${grace.userId}`);
    expect((await use(token)).body.error.code).toBe('expired');
    expect((await look('made-up')).status).toBe(404);
    expect((await use('made-up')).status).toBe(404);
    expect((await use(token, 'short')).status).toBe(422);
  });

  it('is made by those who could change the person, written down, and only for accounts', async () => {
    const [admin, grace, peer] = [
      await makePerson('Admin', { role: 'admin' }),
      await withPassword('Grace'),
      await makePerson('Peer', { role: 'admin' }),
    ];
    const [imported] = await rows<{ id: string }>(
      sql`insert into users (name) values ('Imported') returning id`,
    );
    expect((await make(grace, admin)).status).toBe(403);
    expect((await make(admin, peer)).status).toBe(403);
    expect((await make(admin, ada)).status).toBe(403);
    expect((await make(admin, grace)).status).toBe(201);
    expect((await make(ada, { ...grace, userId: imported?.id ?? '' })).status).toBe(409);
    expect(
      await rows(sql`select actor_id, action from audit_log where subject_id = ${grace.userId}`),
    ).toEqual([{ actor_id: admin.userId, action: 'password.reset_link' }]);
  });

  it('comes from the command line too, for an address that has an account', async () => {
    const grace = await withPassword('Grace');
    const reset = await createPasswordResetFor(grace.email);
    expect((await look(new URL(reset?.url ?? '').pathname.split('/').at(-1) ?? '')).status).toBe(200);
    expect(await createPasswordResetFor('nobody@example.test')).toBeNull();
  });
});
