import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { Caller, cookiesOf, expect, expectRefusal, test } from '../support/api';

const newcomer = () => ({
  name: 'Joan',
  email: `${randomUUID()}@example.test`,
  password: 'correct horse battery',
});

test('an invite lets in as many as it is for, then says whom to ask', async ({ caller, nobody, app }) => {
  const ada = await caller('Ada');
  const { invite } = (await ada.ask('POST', '/api/invites', { uses: 1 })).body;
  const card = await nobody.ask('GET', `/api/invites/${invite.token}`);
  expect(card.body.invitation).toMatchObject({ invitedBy: 'Ada' });
  const joan = { ...newcomer(), invite: invite.token };
  for (const field of ['role', 'id', 'kind', 'createdAt'])
    expectRefusal(await nobody.ask('POST', '/api/accounts', { ...joan, [field]: 'owner' }), 'invalid', {
      fields: { [field]: 'unknown_field' },
    });
  const made = await nobody.ask('POST', '/api/accounts', joan);
  expect(made.status).toBe(201);
  expect(made.body.me).toMatchObject({ name: 'Joan', email: joan.email, role: 'member' });
  const [cookie = ''] = made.headers.getSetCookie();
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  const asJoan = new Caller(app, cookiesOf(made));
  expect((await asJoan.ask('GET', '/api/me')).body).toEqual(made.body);
  const late = await nobody.ask('POST', '/api/accounts', { ...newcomer(), invite: invite.token });
  expectRefusal(late, 'expired', { reason: 'invite_over' });
  expect(late.body.error.params.invitedBy).toBe('Ada');
});

test('invites that are over, revoked or made up, and a second owner, let nobody in', async ({
  caller,
  nobody,
}) => {
  const ada = await caller('Ada');
  const make = async () => (await ada.ask('POST', '/api/invites', {})).body.invite;
  const [over, revoked] = [await make(), await make()];
  await db().execute(sql`update invites set expires_at = now() where id = ${over.id}`);
  expect((await ada.ask('DELETE', `/api/invites/${revoked.id}`)).status).toBe(204);
  const joan = newcomer();
  const join = (more: object) => nobody.ask('POST', '/api/accounts', { ...joan, ...more });
  for (const { token } of [over, revoked]) {
    expectRefusal(await join({ invite: token }), 'expired', { reason: 'invite_over' });
    expectRefusal(await nobody.ask('GET', `/api/invites/${token}`), 'expired', { reason: 'invite_over' });
  }
  expectRefusal(await join({ invite: 'made-up' }), 'not_found');
  expectRefusal(await join({}), 'not_allowed', { reason: 'invite_needed' });
  expectRefusal(await join({ setupCode: 'not the setup code' }), 'not_allowed');
  const { rows } = await db().execute(sql`select 1 from users where email = ${joan.email}`);
  expect(rows).toEqual([]);
});

test('the right setup code founds once, whoever else is as quick', async ({ emptyApp }) => {
  const { baseUrl, setupCode } = await emptyApp();
  const founder = () => ({ ...newcomer(), setupCode });
  const found = () => new Caller(baseUrl).ask('POST', '/api/accounts', founder());
  const answers = await Promise.all([found(), found(), found()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expectRefusal(await found(), 'conflict', { reason: 'already_founded' });
  const owner = answers.find(({ status }) => status === 201);
  expect(owner?.body.me.role).toBe('owner');
});
