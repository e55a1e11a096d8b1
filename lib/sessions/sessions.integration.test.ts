import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DELETE as END_ONE } from '@/app/api/sessions/[sessionId]/route';
import { DELETE as END_OTHERS, GET } from '@/app/api/sessions/route';
import { db, pool } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeSession, type TestPerson } from '@/db/testing/people';
import { findLiveSession, findLiveSessionIds, forgetSessions } from '@/lib/auth/live-sessions';
import { issueSessionToken } from '@/lib/auth/session-token';
import { findViewer } from '@/lib/auth/viewer';
import { ask, tokenSetBy } from '@/lib/http/testing/ask';
import { sessionsAnswer } from './contract';

testDatabase();

const list = async (as: TestPerson) => sessionsAnswer.parse((await ask(GET, { as })).body).sessions;
const end = (as: TestPerson, sessionId: string) =>
  ask(END_ONE, { as, params: { sessionId }, method: 'DELETE' });
const revOf = async ({ userId }: TestPerson) =>
  (await db().execute<{ rev: number }>(sql`select rev from users where id = ${userId}`)).rows[0]?.rev;

describe('devices', () => {
  it('are listed for their person only, this one marked', async () => {
    const ada = await makePerson('Ada');
    const phone = await makeSession(ada);
    await makePerson('Grace');
    await db().execute(
      sql`insert into sessions (user_id, last_used_at) values (${ada.userId}, now() - interval '31 days')`,
    );
    const sessions = await list(ada);
    expect(sessions).toHaveLength(2);
    expect(sessions).toContainEqual({
      id: ada.sessionId,
      userAgent: '',
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
      current: true,
    });
    expect(sessions).toContainEqual(expect.objectContaining({ id: phone.sessionId, current: false }));
    expect((await ask(GET)).status).toBe(401);
  });

  it('end one by one, at once, with a rev that tells every process', async () => {
    const ada = await makePerson('Ada');
    const phone = await makeSession(ada);
    expect(await list(phone)).toHaveLength(2);
    expect((await end(ada, phone.sessionId)).status).toBe(204);
    expect((await ask(GET, { as: phone })).status).toBe(401);
    expect(await list(ada)).toHaveLength(1);
    expect(await revOf(ada)).toBe(1);
    expect((await end(ada, phone.sessionId)).status).toBe(404);
  });

  it('of others are not there', async () => {
    const [ada, grace] = [await makePerson('Ada'), await makePerson('Grace')];
    expect((await end(ada, grace.sessionId)).status).toBe(404);
    expect((await end(ada, crypto.randomUUID())).status).toBe(404);
    expect((await end(ada, 'no uuid')).status).toBe(422);
    expect(await list(grace)).toHaveLength(1);
    expect(await revOf(grace)).toBe(0);
  });

  it('end all but this one', async () => {
    const ada = await makePerson('Ada');
    const others = [await makeSession(ada), await makeSession(ada)];
    const grace = await makePerson('Grace');
    expect((await ask(END_OTHERS, { as: ada, method: 'DELETE' })).status).toBe(204);
    expect(await findLiveSessionIds(ada.userId)).toEqual([ada.sessionId]);
    for (const other of others) expect((await ask(GET, { as: other })).status).toBe(401);
    expect(await list(grace)).toHaveLength(1);
  });

  it('end themselves, which takes the cookie away', async () => {
    const ada = await makePerson('Ada');
    expect(tokenSetBy(await end(ada, ada.sessionId))).toBe('');
    expect((await ask(GET, { as: ada })).status).toBe(401);
  });
});

describe('the viewer of a request', () => {
  const asking = (headers: Record<string, string>) =>
    findViewer(new Request('http://localhost:3000', { headers }));
  const cookie = (token: string) => ({ cookie: `theme=dark; next-auth.session-token=${token}` });

  it('is named by the cookie, whole or in next-auth’s pieces', async () => {
    const ada = await makePerson('Ada');
    const token = await issueSessionToken(ada);
    const { userId, sessionId, role, name, avatar, kind } = ada;
    const viewer = { userId, sessionId, role, name, avatar, kind };
    expect(await asking(cookie(token))).toEqual(viewer);
    const half = Math.ceil(token.length / 2);
    const pieces = [token.slice(0, half), token.slice(half)];
    expect(
      await asking({
        cookie: `next-auth.session-token.1=${pieces[1]}; next-auth.session-token.0=${pieces[0]}`,
      }),
    ).toEqual(viewer);
  });

  it('is the bearer’s, whatever the cookie says', async () => {
    const [ada, grace] = [await makePerson('Ada'), await makePerson('Grace')];
    const both = (bearer: string, token: string) =>
      asking({ ...cookie(token), authorization: `Bearer ${bearer}` });
    expect(await both(await issueSessionToken(grace), await issueSessionToken(ada))).toMatchObject({
      name: 'Grace',
    });
    expect(await both('damaged', await issueSessionToken(ada))).toBeNull();
    expect(await asking({ ...cookie(await issueSessionToken(ada)), authorization: 'Basic x' })).toBeNull();
  });

  it('is nobody without a token of ours for a session of that very person', async () => {
    const [ada, grace] = [await makePerson('Ada'), await makePerson('Grace')];
    const token = await issueSessionToken(ada);
    expect(await asking({})).toBeNull();
    expect(await asking(cookie(''))).toBeNull();
    expect(await asking(cookie(`${token.slice(0, -2)}xx`))).toBeNull();
    expect(await asking(cookie('a'.repeat(10_000)))).toBeNull();
    expect(
      await asking(cookie(await issueSessionToken({ userId: grace.userId, sessionId: ada.sessionId }))),
    ).toBeNull();
    expect(await asking({ cookie: `__Secure-next-auth.session-token=${token}` })).toBeNull();
  });

  it('is nobody once the session lay idle for 30 days or the person was shut out', async () => {
    const ada = await makePerson('Ada');
    const token = await issueSessionToken(ada);
    const viewerAfter = async (change: ReturnType<typeof sql>) => {
      await db().execute(change);
      forgetSessions(ada.userId);
      return asking(cookie(token));
    };
    expect(
      await viewerAfter(
        sql`update sessions set last_used_at = now() - interval '30 days' where user_id = ${ada.userId}`,
      ),
    ).toBeNull();
    expect(
      await viewerAfter(sql`update sessions set last_used_at = now() where user_id = ${ada.userId}`),
    ).not.toBeNull();
    expect(
      await viewerAfter(sql`update users set deactivated_at = now() where id = ${ada.userId}`),
    ).toBeNull();
    expect(await findLiveSessionIds(ada.userId)).toEqual([]);
  });

  it('is written down as seen, hourly', async () => {
    const ada = await makePerson('Ada');
    const token = await issueSessionToken(ada);
    const seenAfter = async (ago: string) => {
      await db().execute(
        sql`update sessions set last_used_at = now() - ${ago}::interval where id = ${ada.sessionId}`,
      );
      forgetSessions(ada.userId);
      await asking(cookie(token));
      const { rows } = await db().execute<{ fresh: boolean }>(
        sql`select last_used_at > now() - interval '1 minute' as fresh from sessions where id = ${ada.sessionId}`,
      );
      return rows[0]?.fresh;
    };
    expect(await seenAfter('59 minutes')).toBe(false);
    expect(await seenAfter('61 minutes')).toBe(true);
  });

  it('of a crowd is read in one statement for all of them, each gets their own', async () => {
    const crowd = await Promise.all(Array.from({ length: 12 }, (_, n) => makePerson(`person ${n}`)));
    const [ended, idle] = await Promise.all([makePerson('ended'), makePerson('idle')]);
    await db().execute(sql`delete from sessions where id = ${ended.sessionId}`);
    await db().execute(
      sql`update sessions set last_used_at = now() - interval '61 minutes' where id = ${idle.sessionId}`,
    );
    const foreign = { userId: ended.userId, sessionId: idle.sessionId };
    let statements = 0;
    const count = () => {
      statements += 1;
    };
    pool().on('acquire', count);
    const [first, ...others] = await Promise.all([...crowd, ended, foreign].map(findLiveSession));
    pool().off('acquire', count);
    // The second writes down that the idle one was seen.
    expect(statements).toBe(2);
    expect(first).toEqual({
      ...{ userId: crowd[0]?.userId, sessionId: crowd[0]?.sessionId, role: 'member' },
      ...{ name: 'person 0', avatar: null, kind: 'person' },
    });
    expect(others.map((session) => session?.name ?? null)).toEqual([
      ...crowd.slice(1).map(({ name }) => name),
      ...[null, null],
    ]);
  });

  it('is read from Postgres once for many requests, and anew when the person moved', async () => {
    const ada = await makePerson('Ada');
    const token = await issueSessionToken(ada);
    await asking(cookie(token));
    await db().execute(sql`update users set role = 'admin' where id = ${ada.userId}`);
    expect(await asking(cookie(token))).toMatchObject({ role: 'member' });
    forgetSessions(ada.userId);
    expect(await asking(cookie(token))).toMatchObject({ role: 'admin' });
  });
});
