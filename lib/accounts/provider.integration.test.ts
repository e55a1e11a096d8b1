import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as auth from '@/app/api/auth/[...nextauth]/route';
import { POST as INVITE } from '@/app/api/invites/route';
import { DELETE as UNLINK } from '@/app/api/me/accounts/[provider]/route';
import { GET as LINKED } from '@/app/api/me/accounts/route';
import { db } from '@/db/client';
import { untilSomebodyWaits } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeSession, type TestPerson } from '@/db/testing/people';
import { transaction } from '@/db/transaction';
import { hashPassword } from '@/lib/auth/password';
import { readSessionToken } from '@/lib/auth/session-token';
import { openBrowser } from '@/lib/auth/testing/browser';
import { type FakeIssuer, type Identity, startIssuer } from '@/lib/auth/testing/fake-issuer';
import { env } from '@/lib/env';
import { ask } from '@/lib/http/testing/ask';

testDatabase();

const client = { id: 'parlance', secret: 'a-secret-of-this-client' };
let issuer: FakeIssuer;
let owner: TestPerson;

beforeAll(async () => {
  issuer = await startIssuer(client);
  Object.assign(env(), {
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    OIDC_NAME: 'Engine',
  });
  await db().execute(sql`insert into settings (name) values ('Here')`);
  owner = await makePerson('Owner', { role: 'owner' });
});
afterAll(() => issuer.stop());

let people = 0;
function identity(more: Record<string, unknown> = {}): Identity & { claims: { sub: string; email: string } } {
  people += 1;
  const claims = { sub: `sub-${people}`, name: `Visitor ${people}`, email: `visitor${people}@example.test` };
  return { claims: { ...claims, email_verified: true, ...more } };
}

async function rows<T = Record<string, unknown>>(query: SQL): Promise<T[]> {
  const found = await db().execute(query);
  // Each caller says what its own statement answers.
  return found.rows as T[];
}

const invite = async (more: Record<string, unknown> = {}) =>
  (await ask(INVITE, { as: owner, body: more })).body.invite;
const usesOf = async (id: string) =>
  (await rows<{ uses: number }>(sql`select uses from invites where id = ${id}`))[0]?.uses;
const findByEmail = (email: string) =>
  rows<{ id: string; name: string; role: string; password_hash: string | null }>(
    sql`select id, name, role, password_hash from users where email = ${email}`,
  );

/** Goes to the issuer and comes back as `who`: where that browser is then. */
async function visit(who: Identity, errand: Record<string, unknown> = {}, browser = openBrowser(auth)) {
  const { url } = await browser.setOut({ purpose: 'enter', ...errand });
  return browser.comeBack(issuer.approve(url, who));
}

async function claimsOf(browser: ReturnType<typeof openBrowser>) {
  return readSessionToken(browser.token() ?? '');
}

/** Somebody whose account at the issuer is linked, as `who`. */
async function linked(who: Identity = identity()): Promise<{ person: TestPerson; who: Identity }> {
  const person = await makePerson('Linked');
  await db().execute(sql`insert into accounts (provider, provider_account_id, user_id)
    values ('oidc', ${`${issuer.url} ${who.claims['sub']}`}, ${person.userId})`);
  return { person, who };
}

async function withPassword(person: TestPerson): Promise<void> {
  const hash = await hashPassword('correct horse battery');
  await db().execute(sql`update users set password_hash = ${hash} where id = ${person.userId}`);
}

describe('a known account', () => {
  it('signs in as its person, whatever address it has by now, and opens the page they wanted', async () => {
    const { person, who } = await linked();
    const browser = openBrowser(auth);
    const moved = { claims: { ...who.claims, email: 'else@example.test', email_verified: false } };
    expect(await visit(moved, { to: '/rooms/x?y=1' }, browser)).toBe('/rooms/x?y=1');
    const claims = await claimsOf(browser);
    expect(claims?.userId).toBe(person.userId);
    expect(await rows(sql`select user_agent from sessions where id = ${claims?.sessionId}`)).toEqual([
      { user_agent: 'a browser for tests' },
    ]);
    const session = await (await browser.send('GET', '/api/auth/session')).json();
    expect(session.user).toEqual({ id: person.userId, name: 'Linked', role: 'member' });
    expect([...browser.cookies.keys()].join()).not.toMatch(/errand|state|pkce|nonce/);
  });

  it('ends the session of whoever was signed in on this device', async () => {
    const { person, who } = await linked();
    const before = await makePerson('Before');
    const browser = openBrowser(auth);
    await browser.carry(before);
    expect(await visit(who, {}, browser)).toBe('/');
    expect((await claimsOf(browser))?.userId).toBe(person.userId);
    expect(await rows(sql`select id from sessions where user_id = ${before.userId}`)).toEqual([]);
  });

  it('of somebody deactivated hears what everything that fails hears', async () => {
    const { person, who } = await linked();
    await db().execute(sql`update users set deactivated_at = now() where id = ${person.userId}`);
    const browser = openBrowser(auth);
    expect(await visit(who, { invite: (await invite()).token }, browser)).toBe(
      '/sign-in?error=not_signed_in.provider_refused',
    );
    expect(browser.token()).toBeNull();
  });

  it.each(['//evil.example', 'https://evil.example/', '/\\evil.example'])('never opens %s', async (to) => {
    const { who } = await linked();
    expect(await visit(who, { to })).toBe('/');
  });
});

describe('an unknown account', () => {
  it('makes nobody without an invite', async () => {
    const who = identity();
    expect(await visit(who)).toBe('/sign-in?error=not_allowed.invite_needed');
    expect(await visit(who, { invite: 'made-up' })).toBe('/sign-in?error=not_found');
    expect(await findByEmail(who.claims.email)).toEqual([]);
  });

  it('becomes somebody by an invite, with the role and the count of that, and is known from then on', async () => {
    const who = identity();
    const { token, id } = await invite({ role: 'admin', uses: 1 });
    const browser = openBrowser(auth);
    expect(await visit(who, { invite: token }, browser)).toBe('/');
    const [person] = await findByEmail(who.claims.email);
    expect(person).toMatchObject({ name: who.claims['name'], role: 'admin', password_hash: null });
    expect((await claimsOf(browser))?.userId).toBe(person?.id);
    expect(await usesOf(id)).toBe(1);
    const again = openBrowser(auth);
    expect(await visit(who, {}, again)).toBe('/');
    expect((await claimsOf(again))?.userId).toBe(person?.id);
    expect(await visit(identity(), { invite: token })).toBe('/sign-in?error=expired.invite_over');
  });

  it('uses the last place of an invite once, however many come at once', async () => {
    const { token, id } = await invite({ uses: 1 });
    const whos = [identity(), identity(), identity()];
    const places = await Promise.all(whos.map((who) => visit(who, { invite: token })));
    expect(places.toSorted()).toEqual([
      '/',
      '/sign-in?error=expired.invite_over',
      '/sign-in?error=expired.invite_over',
    ]);
    expect(await usesOf(id)).toBe(1);
    const made = await Promise.all(whos.map((who) => findByEmail(who.claims.email)));
    expect(made.flat()).toHaveLength(1);
  });

  it('in two tabs at once is one person, and one use', async () => {
    const who = identity();
    const { token, id } = await invite({ uses: 5 });
    const tabs = [openBrowser(auth), openBrowser(auth)];
    const coming = await transaction(async (tx) => {
      await tx.execute(sql`select 1 from invites where id = ${id} for update`);
      const visits = tabs.map((tab) => visit(who, { invite: token }, tab));
      await untilSomebodyWaits(tabs.length);
      return { visits };
    });
    expect(await Promise.all(coming.visits)).toEqual(['/', '/']);
    const [person, ...others] = await findByEmail(who.claims.email);
    expect(others).toEqual([]);
    for (const tab of tabs) expect((await claimsOf(tab))?.userId).toBe(person?.id);
    expect(await usesOf(id)).toBe(1);
  });

  it('may come in without an invite while sign-up is open', async () => {
    const who = identity();
    await db().execute(sql`update settings set open_sign_up = true`);
    const place = await visit(who);
    await db().execute(sql`update settings set open_sign_up = false`);
    expect(place).toBe('/');
    expect(await findByEmail(who.claims.email)).toMatchObject([{ role: 'member' }]);
  });

  it.each([false, undefined, 'true', 1])('with email_verified %j makes nobody', async (email_verified) => {
    const who = identity({ email_verified });
    const { token, id } = await invite();
    expect(await visit(who, { invite: token })).toBe('/sign-in?error=not_allowed.email_unverified');
    expect(await findByEmail(who.claims.email)).toEqual([]);
    expect(await usesOf(id)).toBe(0);
  });

  it('may have its address from userinfo, when the token is silent; never half of each', async () => {
    const { token } = await invite({ uses: 5 });
    const silent = identity({ email: undefined, email_verified: undefined });
    const userinfo = { email: 'Silent@Example.test', email_verified: true };
    expect(await visit({ ...silent, userinfo }, { invite: token })).toBe('/');
    expect(await findByEmail('silent@example.test')).toHaveLength(1);
    const half = identity({ email: 'victim@example.test', email_verified: undefined });
    expect(await visit({ ...half, userinfo: { email_verified: true } }, { invite: token })).toBe(
      '/sign-in?error=not_allowed.email_unverified',
    );
  });

  it('with the address of somebody here is never linked by itself', async () => {
    const ada = await makePerson('Ada', { email: 'ada@example.test' });
    const who = identity({ email: 'ADA@example.test' });
    const { token, id } = await invite();
    for (const errand of [{}, { invite: token }]) {
      const browser = openBrowser(auth);
      expect(await visit(who, errand, browser)).toBe('/sign-in?error=conflict.link_in_profile');
      expect(browser.token()).toBeNull();
    }
    expect(await rows(sql`select 1 from accounts where user_id = ${ada.userId}`)).toEqual([]);
    expect(await usesOf(id)).toBe(0);
  });

  it('makes no second person of whoever is signed in', async () => {
    const ada = await makePerson('Ada');
    const browser = openBrowser(auth);
    await browser.carry(ada);
    const { token } = await invite();
    expect(await visit(identity(), { invite: token }, browser)).toBe(
      '/settings/profile?error=conflict.signed_in',
    );
    expect((await claimsOf(browser))?.sessionId).toBe(ada.sessionId);
  });
});

describe('linking', () => {
  const link = async (who: Identity, as: TestPerson, browser = openBrowser(auth)) => {
    await browser.carry(as);
    return visit(who, { purpose: 'link' }, browser);
  };

  it('is done from the session that set out, keeps it, and is a way in from then on', async () => {
    const ada = await makePerson('Ada');
    const who = identity();
    const browser = openBrowser(auth);
    expect(await link(who, ada, browser)).toBe('/settings/profile');
    expect(await claimsOf(browser)).toEqual({ userId: ada.userId, sessionId: ada.sessionId });
    expect((await ask(LINKED, { as: ada })).body).toEqual({
      accounts: [{ provider: 'oidc', linkedAt: expect.any(String) }],
      hasPassword: false,
    });
    expect(await link(who, ada)).toBe('/settings/profile');
    const elsewhere = openBrowser(auth);
    await visit(who, {}, elsewhere);
    expect((await claimsOf(elsewhere))?.userId).toBe(ada.userId);
  });

  it('takes nobody else’s account, whoever comes first', async () => {
    const { person, who } = await linked();
    expect(await link(who, await makePerson('Thief'))).toBe(
      '/settings/profile?error=conflict.linked_elsewhere',
    );
    expect((await ask(LINKED, { as: person })).body.accounts).toHaveLength(1);
    const free = identity();
    const two = [await makePerson('First'), await makePerson('Second')];
    const places = await Promise.all(two.map((one) => link(free, one)));
    expect(places.toSorted()).toEqual([
      '/settings/profile',
      '/settings/profile?error=conflict.linked_elsewhere',
    ]);
  });

  it('is one account of a provider at a time, with a verified address', async () => {
    const { person } = await linked();
    expect(await link(identity(), person)).toBe('/settings/profile?error=conflict.provider_linked');
    const unverified = identity({ email_verified: false });
    expect(await link(unverified, await makePerson('Ada'))).toBe(
      '/settings/profile?error=not_allowed.email_unverified',
    );
  });

  it('needs somebody signed in, and a request of our own page with its token', async () => {
    const browser = openBrowser(auth);
    expect(await browser.setOut({ purpose: 'link' })).toMatchObject({ status: 401 });
    await browser.carry(await makePerson('Ada'));
    const wrong = await browser.setOut({ purpose: 'link', csrfToken: 'guessed' });
    expect(wrong).toMatchObject({ status: 403, error: { params: { reason: 'cross_site' } } });
    expect((await browser.send('GET', '/api/auth/signin/oidc')).status).toBe(404);
    const foreign = new Request('http://localhost:3000/api/auth/signin/oidc', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
      body: '{}',
    });
    const context = { params: Promise.resolve({ nextauth: ['signin', 'oidc'] }) };
    expect((await auth.POST(foreign, context)).status).toBe(403);
    expect([...browser.cookies.keys()].join()).not.toContain('errand');
  });

  it('is refused in every session but the one that set out', async () => {
    const ada = await makePerson('Ada');
    for (const other of [await makePerson('Victim'), await makeSession(ada), null]) {
      const browser = openBrowser(auth);
      await browser.carry(ada);
      const { url } = await browser.setOut({ purpose: 'link' });
      const who = identity();
      if (other) await browser.carry(other);
      else browser.cookies.delete('next-auth.session-token');
      const page = other ? '/settings/profile' : '/sign-in';
      expect(await browser.comeBack(issuer.approve(url, who))).toBe(
        `${page}?error=not_signed_in.provider_refused`,
      );
    }
    expect(await rows(sql`select 1 from accounts where user_id = ${ada.userId}`)).toEqual([]);
  });
});

describe('a link back', () => {
  const refused = '/sign-in?error=not_signed_in.provider_refused';

  it('counts in the browser that set out only, and does not end what that one is about', async () => {
    const { who, person } = await linked();
    const attacker = openBrowser(auth);
    const planted = issuer.approve((await attacker.setOut({ purpose: 'enter' })).url, who);
    expect(await openBrowser(auth).comeBack(planted)).toBe(refused);
    const busy = openBrowser(auth);
    const { url } = await busy.setOut({ purpose: 'enter' });
    expect(await busy.comeBack(planted)).toBe(refused);
    expect(issuer.exchanged).not.toContain(planted.searchParams.get('code'));
    expect(await busy.comeBack(issuer.approve(url, who))).toBe('/');
    expect((await claimsOf(busy))?.userId).toBe(person.userId);
  });

  it('with a tampered state or errand leads nowhere', async () => {
    const { who } = await linked();
    const browser = openBrowser(auth);
    const { url } = await browser.setOut({ purpose: 'enter' });
    const back = issuer.approve(url, who);
    const tampered = new URL(back);
    tampered.searchParams.set('state', 'another');
    expect(await browser.comeBack(tampered)).toBe(refused);
    const errand = browser.cookies.get('parlance.errand') ?? '';
    // Not the last character: of that only some bits count.
    const changed = errand.at(-9) === 'A' ? 'B' : 'A';
    browser.cookies.set('parlance.errand', `${errand.slice(0, -9)}${changed}${errand.slice(-8)}`);
    expect(await browser.comeBack(back)).toBe(refused);
    expect(browser.token()).toBeNull();
  });

  it('needs next-auth’s own state too: our errand alone is not enough', async () => {
    const { who } = await linked();
    const browser = openBrowser(auth);
    const { url } = await browser.setOut({ purpose: 'enter' });
    browser.cookies.delete('next-auth.state');
    expect(await browser.comeBack(issuer.approve(url, who))).toBe(refused);
    expect(browser.token()).toBeNull();
  });

  it('with a code that was used leads nowhere, also with everything else as it was', async () => {
    const { who } = await linked();
    const browser = openBrowser(auth);
    const { url } = await browser.setOut({ purpose: 'enter' });
    const back = issuer.approve(url, who);
    const before = new Map(browser.cookies);
    expect(await browser.comeBack(back)).toBe('/');
    expect(await browser.comeBack(back)).toMatch(/error=not_signed_in\.provider_refused$/);
    const replaying = openBrowser(auth);
    for (const [name, value] of before) replaying.cookies.set(name, value);
    expect(await replaying.comeBack(back)).toBe(refused);
    expect(issuer.exchanged.filter((code) => code === back.searchParams.get('code'))).toHaveLength(2);
    expect(replaying.token()).toBeNull();
  });

  it.each([
    ['another audience', { aud: 'somebody else' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['another nonce', { nonce: 'another' }],
    ['the past', { exp: 1_000_000_000, iat: 999_999_000 }],
  ])('with a token of %s leads nowhere', async (_, claims) => {
    const { who } = await linked();
    expect(await visit({ claims: { ...who.claims, ...claims } })).toBe(refused);
  });

  it('of somebody who changed their mind says so', async () => {
    const browser = openBrowser(auth);
    const { url } = await browser.setOut({ purpose: 'enter' });
    const back = new URL('http://localhost:3000/api/auth/callback/oidc?error=access_denied');
    back.searchParams.set('state', new URL(url).searchParams.get('state') ?? '');
    expect(await browser.comeBack(back)).toBe('/sign-in?error=not_signed_in.provider_cancelled');
  });

  it('of a provider that is not set up leads nowhere', async () => {
    expect((await openBrowser(auth).setOut({ purpose: 'enter' }, 'github')).status).toBe(404);
    const back = new URL('http://localhost:3000/api/auth/callback/github?code=x&state=y');
    expect(await openBrowser(auth).comeBack(back)).toBe(refused);
  });
});

describe('setting out', () => {
  it('sends on nothing that stood in our own address', async () => {
    const browser = openBrowser(auth);
    const { csrfToken } = await (await browser.send('GET', '/api/auth/csrf')).json();
    const body = { purpose: 'enter', json: 'true', csrfToken };
    const response = await browser.send('POST', '/api/auth/signin/oidc?scope=everything&prompt=none', body);
    const { url } = await response.json();
    const query = new URL(url).searchParams;
    expect(query.get('scope')).toBe('openid email profile');
    expect(query.get('prompt')).toBeNull();
    expect(query.get('redirect_uri')).toBe('http://localhost:3000/api/auth/callback/oidc');
    const errand = response.headers.getSetCookie().find((one) => one.startsWith('parlance.errand='));
    expect(errand).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(errand).not.toContain('Secure');
  });

  it('says so when the provider does not answer', async () => {
    const read: { OIDC_ISSUER?: string | undefined } = env();
    const { OIDC_ISSUER } = read;
    read.OIDC_ISSUER = 'http://127.0.0.1:1';
    const answer = await openBrowser(auth).setOut({ purpose: 'enter' });
    read.OIDC_ISSUER = OIDC_ISSUER;
    expect(answer).toMatchObject({ status: 503, error: { params: { reason: 'provider_away' } } });
  });

  it('marks its cookies for https where people come by it', async () => {
    const read: { PUBLIC_URL: string } = env();
    read.PUBLIC_URL = 'https://chat.example';
    const browser = openBrowser(auth);
    const { csrfToken } = await (await browser.send('GET', '/api/auth/csrf')).json();
    const body = { purpose: 'enter', json: 'true', csrfToken };
    const response = await browser.send('POST', '/api/auth/signin/oidc', body);
    read.PUBLIC_URL = 'http://localhost:3000';
    const set = response.headers.getSetCookie();
    expect(set.map((one) => one.split('=')[0])).toEqual(
      expect.arrayContaining(['__Host-parlance.errand', '__Secure-next-auth.state']),
    );
    expect(set.every((one) => one.includes('Secure'))).toBe(true);
  });
});

describe('unlinking', () => {
  const unlink = (as: TestPerson, provider = 'oidc') =>
    ask(UNLINK, { as, params: { provider }, method: 'DELETE' });

  it('keeps the last way in', async () => {
    const { person, who } = await linked();
    const answer = await unlink(person);
    expect(answer.status).toBe(409);
    expect(answer.body.error.params.reason).toBe('last_way_in');
    await withPassword(person);
    expect((await unlink(person)).status).toBe(204);
    expect((await unlink(person)).status).toBe(404);
    expect(await visit(who)).toBe('/sign-in?error=not_allowed.invite_needed');
  });

  it('keeps one of two at once, and counts only providers that are set up', async () => {
    const { person } = await linked();
    const other = sql`insert into accounts (provider, provider_account_id, user_id)
      values ('github', ${person.userId}, ${person.userId})`;
    await db().execute(other);
    expect((await unlink(person)).status).toBe(409);
    Object.assign(env(), { GITHUB_CLIENT_ID: 'x', GITHUB_CLIENT_SECRET: 'y' });
    const answers = await Promise.all([unlink(person), unlink(person, 'github')]);
    Object.assign(env(), { GITHUB_CLIENT_ID: undefined, GITHUB_CLIENT_SECRET: undefined });
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });

  it('touches only one’s own', async () => {
    const { person } = await linked();
    await withPassword(person);
    expect((await unlink(await makePerson('Other'))).status).toBe(404);
    expect((await ask(LINKED, { as: person })).body).toMatchObject({
      accounts: [{ provider: 'oidc' }],
      hasPassword: true,
    });
  });
});
