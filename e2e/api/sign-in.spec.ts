import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import {
  type Answer,
  Caller,
  cookiesOf,
  expect,
  expectRefusal,
  type PersonCaller,
  test,
} from '../support/api';

const password = 'correct horse battery';

async function withPassword(person: PersonCaller): Promise<PersonCaller> {
  const stored = await hash(password, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await db().execute(sql`update users set password_hash = ${stored} where id = ${person.userId}`);
  return person;
}

async function signIn(baseUrl: string, fields: Record<string, string>): Promise<Answer> {
  const csrf = await new Caller(baseUrl).ask('GET', '/api/auth/csrf');
  return new Caller(baseUrl, cookiesOf(csrf)).ask('POST', '/api/auth/callback/credentials', {
    ...{ csrfToken: csrf.body.csrfToken, password, json: 'true' },
    ...fields,
  });
}

const elsewhere = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'https:evil.example',
  '/%2f%2fevil.example',
  '/%5cevil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
];

test('signing in leads to own paths only', async ({ caller, app }) => {
  const { email } = (await withPassword(await caller('Ada'))).person;
  for (const callbackUrl of [...elsewhere, `${app}.evil.example/`, `${app}@evil.example/`]) {
    const answer = await signIn(app, { email, callbackUrl });
    expect(answer.status).toBe(200);
    expect(answer.body.url, callbackUrl).toBe(`${app}/`);
  }
  const kept = await signIn(app, { email, callbackUrl: '/people?q=x' });
  expect(kept.body.url).toBe(`${app}/people?q=x`);
});

test('the sign-in page sends whoever is signed in to own paths only', async ({ caller }) => {
  const ada = await caller('Ada');
  for (const to of elsewhere) {
    const answer = await ada.ask('GET', `/sign-in?to=${encodeURIComponent(to)}`);
    expect([answer.status, answer.headers.get('location')], to).toEqual([307, '/']);
  }
  const answer = await ada.ask('GET', '/sign-in?to=%2Fpeople');
  expect(answer.headers.get('location')).toBe('/people');
});

test('a session of its own each time, until it is signed out', async ({ caller, app }) => {
  const ada = await withPassword(await caller('Ada'));
  const { email } = ada.person;
  const [first, second] = [
    await signIn(app, { email }),
    await signIn(app, { email: ` ${email.toUpperCase()} ` }),
  ];
  const [one, two] = [new Caller(app, cookiesOf(first)), new Caller(app, cookiesOf(second))];
  expect((await one.ask('GET', '/api/me')).body.me.id).toBe(ada.userId);
  const { sessions } = (await two.ask('GET', '/api/sessions')).body;
  expect(sessions).toHaveLength(3);
  const { csrfToken } = (await one.ask('GET', '/api/auth/csrf')).body;
  expect(csrfToken).toEqual(expect.any(String));
  expect((await two.ask('DELETE', '/api/sessions')).status).toBe(204);
  expectRefusal(await one.ask('GET', '/api/me'), 'not_signed_in');
  expectRefusal(await ada.ask('GET', '/api/me'), 'not_signed_in');
  expect((await two.ask('GET', '/api/sessions')).body.sessions).toMatchObject([{ current: true }]);
});

test('a wrong password, an unknown account and one without a password are one answer', async ({
  caller,
  app,
}) => {
  const [ada, grace] = [await withPassword(await caller('Ada')), await caller('Grace')];
  const tries = [
    { email: ada.person.email, password: 'incorrect horse' },
    { email: `${randomUUID()}@example.test` },
    { email: grace.person.email },
    { email: 'no address' },
  ];
  const answers: Answer[] = [];
  for (const fields of tries) answers.push(await signIn(app, fields));
  for (const answer of answers) {
    expectRefusal(answer, 'not_signed_in', { reason: 'wrong_credentials' });
    expect(cookiesOf(answer)).not.toContain('session-token');
  }
  const words = answers.map(({ body }) => body.error.message);
  expect(new Set(words).size).toBe(1);
});

test('what next-auth offers besides is not there', async ({ nobody }) => {
  for (const path of ['verify-request', '_log', 'signin/credentials', 'error/x', 'nope'])
    expectRefusal(await nobody.ask('GET', `/api/auth/${path}`), 'not_found');
  expectRefusal(await nobody.ask('POST', '/api/auth/_log', {}), 'not_found');
  expectRefusal(await nobody.ask('POST', '/api/auth/signin/github', {}), 'invalid');
  expect((await nobody.ask('GET', '/api/auth/session')).body).toEqual({});
});
