import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { GET, POST } from '@/app/api/auth/[...nextauth]/route';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, type TestPerson } from '@/db/testing/people';
import { forgetSessions } from '@/lib/auth/live-sessions';
import { hashPassword } from '@/lib/auth/password';
import { findViewer } from '@/lib/auth/viewer';
import { single } from '@/lib/registry';

testDatabase();

const password = 'correct horse battery';
const origin = 'http://localhost:3000';
const ask = (path: string) => ({ params: Promise.resolve({ nextauth: path.split('/') }) });

let address = 0;
beforeEach(() => {
  address += 1;
});

async function signIn(fields: Record<string, string>, more: { cookie?: string } = {}): Promise<Response> {
  const { csrfToken, cookie } = await csrf();
  const request = new Request(`${origin}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': `203.0.113.${address}`,
      'user-agent': 'a browser for tests',
      cookie: [cookie, more.cookie ?? ''].join('; '),
    },
    body: JSON.stringify({ csrfToken, json: 'true', ...fields }),
  });
  return POST(request, ask('callback/credentials'));
}

async function csrf(): Promise<{ csrfToken: string; cookie: string }> {
  const response = await GET(new Request(`${origin}/api/auth/csrf`), ask('csrf'));
  const { csrfToken } = await response.json();
  return { csrfToken, cookie: cookiesOf(response) };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function withPassword(name: string, hashed?: string): Promise<TestPerson> {
  const person = await makePerson(name);
  const passwordHash = hashed ?? (await hashPassword(password));
  await db().execute(sql`update users set password_hash = ${passwordHash} where id = ${person.userId}`);
  return person;
}

describe('signing in', () => {
  it('makes a session that the cookie and a bearer token both name', async () => {
    const ada = await withPassword('Ada');
    const response = await signIn({
      email: ` ${ada.email.toUpperCase()} `,
      password,
      callbackUrl: '/rooms/x?y=1',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ url: `${origin}/rooms/x?y=1` });
    const cookie = cookiesOf(response);
    const viewer = await findViewer(new Request(origin, { headers: { cookie } }));
    expect(viewer).toMatchObject({ userId: ada.userId, name: 'Ada', role: 'member', kind: 'person' });
    expect(viewer?.sessionId).not.toBe(ada.sessionId);
    const token = /next-auth\.session-token=([^;]+)/.exec(cookie)?.[1];
    const bearer = { authorization: `Bearer ${token}` };
    expect(await findViewer(new Request(origin, { headers: bearer }))).toEqual(viewer);
    const setCookie = response.headers
      .getSetCookie()
      .find((one) => one.startsWith('next-auth.session-token='));
    expect(setCookie).toMatch(/HttpOnly/);
    expect(setCookie).toMatch(/SameSite=Lax/);
  });

  it('answers next-auth’s session route with the person’s id, and nothing once the session is over', async () => {
    const ada = await withPassword('Ada');
    const cookie = cookiesOf(await signIn({ email: ada.email, password }));
    const session = () =>
      GET(new Request(`${origin}/api/auth/session`, { headers: { cookie } }), ask('session'));
    const answer = await session();
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store, private');
    expect(await answer.json()).toMatchObject({ user: { id: ada.userId, name: 'Ada' } });
    await db().execute(sql`delete from sessions where user_id = ${ada.userId}`);
    forgetSessions(ada.userId);
    expect(await (await session()).json()).toEqual({});
  });

  it('says one and the same thing to a wrong password, an unknown account and a deactivated one', async () => {
    const ada = await withPassword('Ada');
    const gone = await withPassword('Gone');
    await db().execute(sql`update users set deactivated_at = now() where id = ${gone.userId}`);
    const refusals = [
      await signIn({ email: ada.email, password: 'not the password' }),
      await signIn({ email: 'nobody@example.test', password }),
      await signIn({ email: gone.email, password }),
      await signIn({ email: 'no address', password }),
    ];
    for (const response of refusals) {
      expect(response.status).toBe(401);
      const { error } = await response.json();
      expect({ ...error, requestId: '' }).toEqual({
        code: 'not_signed_in',
        message: 'No account has this e-mail and password.',
        requestId: '',
        params: { reason: 'wrong_credentials' },
      });
      expect(response.headers.getSetCookie().join()).not.toContain('session-token');
    }
  });

  it('does the work of a hash for an unknown account too: with every place taken both hear the same', async () => {
    const ada = await withPassword('Ada');
    const queue = single('passwords', () => ({ running: 0, waiting: [] as (() => void)[] }));
    queue.waiting.push(...Array.from({ length: 64 }, () => () => undefined));
    queue.running += 2;
    const known = await signIn({ email: ada.email, password: 'not the password' });
    const unknown = await signIn({ email: 'nobody@example.test', password: 'not the password' });
    queue.waiting.length = 0;
    queue.running -= 2;
    expect([known.status, unknown.status]).toEqual([503, 503]);
    expect((await signIn({ email: ada.email, password })).status).toBe(200);
  });

  it('refuses the eleventh try on an account with 429 and Retry-After, also with the right password', async () => {
    const ada = await withPassword('Ada');
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await signIn({ email: ada.email, password: 'not the password' })).status).toBe(401);
    }
    const refused = await signIn({ email: ada.email, password });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(100);
    expect((await refused.json()).error.code).toBe('slow_down');
    const grace = await withPassword('Grace');
    expect((await signIn({ email: grace.email, password })).status).toBe(200);
  });

  it('starts the count anew after the right password', async () => {
    const ada = await withPassword('Ada');
    for (let tries = 0; tries < 12; tries += 1) {
      expect((await signIn({ email: ada.email, password })).status).toBe(200);
    }
  });

  it('comes back to own paths only', async () => {
    const ada = await withPassword('Ada');
    for (const callbackUrl of [
      '//evil.example',
      '/\\evil.example',
      '/%2fevil.example',
      'https://evil.example',
      'javascript:x',
    ]) {
      const response = await signIn({ email: ada.email, password, callbackUrl });
      expect(await response.json()).toEqual({ url: `${origin}/` });
    }
  });

  it('needs next-auth’s own proof against forged requests', async () => {
    const ada = await withPassword('Ada');
    const response = await signIn({ email: ada.email, password, csrfToken: 'made up' });
    expect(response.headers.getSetCookie().join()).not.toContain('session-token');
    const { rows } = await db().execute(sql`select id from sessions where user_id = ${ada.userId}`);
    expect(rows).toHaveLength(1);
  });

  it('ends the session of whoever was signed in on this browser, and sign-out ends the new one', async () => {
    const ada = await withPassword('Ada');
    const first = cookiesOf(await signIn({ email: ada.email, password }));
    const second = cookiesOf(await signIn({ email: ada.email, password }, { cookie: first }));
    const count = async () =>
      (await db().execute(sql`select id from sessions where user_id = ${ada.userId}`)).rows.length;
    expect(await count()).toBe(2);
    const { csrfToken, cookie } = await csrf();
    const response = await POST(
      new Request(`${origin}/api/auth/signout`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin,
          cookie: `${cookie}; ${second}`,
        },
        body: new URLSearchParams({ csrfToken, json: 'true' }).toString(),
      }),
      ask('signout'),
    );
    expect(await response.json()).toEqual({ url: origin });
    expect(await count()).toBe(1);
  });

  it('offers no door into the log and none of next-auth’s own pages', async () => {
    const log = new Request(`${origin}/api/auth/_log`, { method: 'POST', body: '{}' });
    expect((await POST(log, ask('_log'))).status).toBe(404);
    const page = await GET(new Request(`${origin}/api/auth/signin`), ask('signin'));
    expect(page.status).toBe(302);
    expect(page.headers.get('location')).toMatch(/^\/sign-in\?/);
  });

  it('answers fifty at once with a session or an honest 503, and serves whoever comes next', async () => {
    const hashed = await hashPassword(password);
    const people = await Promise.all(
      Array.from({ length: 50 }, (_, n) => withPassword(`Person ${n}`, hashed)),
    );
    const answers = await Promise.all(people.map(({ email }) => signIn({ email, password })));
    const served = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 503);
    expect(served.length).toBeGreaterThan(0);
    expect(served.length + refused.length).toBe(50);
    expect(refused.every(({ headers }) => headers.has('retry-after'))).toBe(true);
    const begun = await db().execute(sql`select 1 from sessions where user_agent = 'a browser for tests'
      and user_id = any(${sql.param(people.map(({ userId }) => userId))}::uuid[])`);
    // A time-out is honest: what it says may have happened can have.
    expect(begun.rows.length).toBeGreaterThanOrEqual(served.length);
    const late = await withPassword('Late', hashed);
    expect((await signIn({ email: late.email, password })).status).toBe(200);
  });
});
