import { randomUUID } from 'node:crypto';
import { expect, expectRefusal, test } from '../support/api';

/* A page of another site can send a person's cookie with a request, but not say that it is ours. */

const foreign = [
  { origin: undefined, 'sec-fetch-site': 'cross-site' },
  { origin: undefined, 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: undefined },
  { origin: undefined, 'sec-fetch-site': 'none' },
];

test('a write that another site began is refused, whatever it says', async ({ caller, room, app }) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  const path = () => `/api/rooms/${id}/messages/${randomUUID()}`;
  const lookalikes = [`${app}.evil.example`, app.replace('localhost', 'localhost.evil.example'), `${app}1`];
  for (const headers of [...foreign, ...lookalikes.map((origin) => ({ origin }))])
    expectRefusal(await ada.ask('PUT', path(), { body: 'forged' }, headers), 'not_allowed', {
      reason: 'cross_site',
    });
  for (const headers of [{}, { origin: undefined, 'sec-fetch-site': 'same-origin' }])
    expect((await ada.ask('PUT', path(), { body: 'own' }, headers)).status).toBe(201);
  expect((await ada.ask('GET', `/api/rooms/${id}/messages`)).body.messages).toHaveLength(2);
});

test('nobody is signed in or out by another site', async ({ caller }) => {
  const ada = await caller('Ada');
  for (const headers of foreign) {
    for (const path of ['/api/auth/signout', '/api/auth/callback/credentials', '/api/accounts'])
      expectRefusal(await ada.ask('POST', path, {}, headers), 'not_allowed', { reason: 'cross_site' });
    expectRefusal(await ada.ask('DELETE', '/api/sessions', undefined, headers), 'not_allowed');
  }
  expect((await ada.ask('GET', '/api/me')).status).toBe(200);
});

test('another site does not hold a stream open', async ({ caller }) => {
  const ada = await caller('Ada');
  expectRefusal(
    await ada.ask('GET', '/api/stream', undefined, { 'sec-fetch-site': 'cross-site' }),
    'not_allowed',
    {
      reason: 'cross_site',
    },
  );
  const own = await ada.listen('', { 'sec-fetch-site': 'same-origin' });
  await own.until(({ event }) => event === 'ready');
  own.close();
});
