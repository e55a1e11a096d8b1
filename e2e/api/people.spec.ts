import { Caller, cookiesOf, expect, expectRefusal, test } from '../support/api';

test('whoever is deactivated is out on every process, and comes back as they were', async ({
  caller,
  otherDevice,
  room,
  second,
}) => {
  const [admin, ada, grace] = [
    await caller('Admin', { role: 'admin' }),
    await caller('Ada'),
    await caller('Grace'),
  ];
  const { id } = await room({ members: [ada.person, grace.person] });
  const person = `/api/people/${grace.userId}`;
  for (const place of [grace, grace.at(second)])
    expect((await place.ask('GET', '/api/rooms')).status).toBe(200);
  const stream = await grace.at(second).listen();
  await stream.until(({ event }) => event === 'ready');
  expectRefusal(await ada.ask('PATCH', person, { deactivated: true }), 'not_allowed');
  expect((await admin.ask('PATCH', person, { deactivated: true })).status).toBe(200);
  await stream.ended;
  for (const place of [grace, grace.at(second)])
    expectRefusal(await place.ask('GET', '/api/rooms'), 'not_signed_in');
  expectRefusal(
    await ada.ask('POST', '/api/rooms', { kind: 'direct', memberIds: [grace.userId] }),
    'invalid',
    {
      fields: { memberIds: 'unknown_person' },
    },
  );
  expect((await admin.ask('PATCH', person, { deactivated: false })).body.person.deactivatedAt).toBeNull();
  const again = await otherDevice(grace);
  expect((await again.ask('GET', '/api/rooms')).body.rooms).toMatchObject([{ roomId: id }]);
  expectRefusal(await grace.ask('GET', '/api/rooms'), 'not_signed_in');
});

test('a role counts from the next request on, everywhere', async ({ caller, otherDevice, second }) => {
  const [owner, ada] = [await caller('Owner', { role: 'owner' }), await caller('Ada')];
  expectRefusal(await ada.ask('PATCH', '/api/workspace', { roomCreation: 'members' }), 'not_allowed');
  const changed = await owner.ask('PATCH', `/api/people/${ada.userId}`, { role: 'admin' });
  expect(changed.body.person.role).toBe('admin');
  expectRefusal(await ada.ask('GET', '/api/me'), 'not_signed_in');
  const promoted = await otherDevice(ada);
  const allowed = await promoted.at(second).ask('PATCH', '/api/workspace', { roomCreation: 'members' });
  expect(allowed.status).toBe(200);
  expectRefusal(await promoted.ask('PATCH', `/api/people/${owner.userId}`, { role: 'guest' }), 'not_allowed');
  expectRefusal(await promoted.ask('PATCH', `/api/people/${ada.userId}`, { role: 'owner' }), 'not_allowed');
});

test('a link to a new password works once and ends what was signed in', async ({ caller, nobody, app }) => {
  const [admin, ada] = [await caller('Admin', { role: 'admin' }), await caller('Ada')];
  const made = await admin.ask('POST', `/api/people/${ada.userId}/password-reset`);
  expect(made.status).toBe(201);
  const token = new URL(made.body.passwordReset.url).pathname.split('/').at(-1);
  const path = `/api/password-resets/${token}`;
  expect((await nobody.ask('GET', path)).body.passwordReset.name).toBe('Ada');
  expectRefusal(await nobody.ask('PUT', path, { password: 'short' }), 'invalid', {
    fields: { password: 'too_short' },
  });
  const chosen = await nobody.ask('PUT', path, { password: 'correct horse battery' });
  expect(chosen.status).toBe(200);
  expect((await new Caller(app, cookiesOf(chosen)).ask('GET', '/api/me')).body.me.id).toBe(ada.userId);
  expectRefusal(await ada.ask('GET', '/api/me'), 'not_signed_in');
  for (const again of [
    await nobody.ask('GET', path),
    await nobody.ask('PUT', path, { password: 'another horse' }),
  ])
    expectRefusal(again, 'expired', { reason: 'reset_over' });
});

test('the directory is pages of names, without addresses', async ({ caller }) => {
  const ada = await caller('Ada');
  const tag = ada.userId.slice(0, 8);
  for (const name of ['Edith', 'Joan', 'Radia']) await caller(`${name} ${tag}`);
  const { people, hasMore } = (await ada.ask('GET', `/api/people?q=${tag.toUpperCase()}`)).body;
  expect(people.map(({ name }: { name: string }) => name)).toEqual(
    ['Edith', 'Joan', 'Radia'].map((name) => `${name} ${tag}`),
  );
  expect(hasMore).toBe(false);
  const rest = (await ada.ask('GET', `/api/people?q=${tag}&after=${people[0].id}`)).body.people;
  expect(rest).toEqual(people.slice(1));
  expect(JSON.stringify(people)).not.toContain('@');
  expectRefusal(await ada.ask('GET', '/api/people?after=x'), 'invalid', { fields: { after: 'invalid' } });
  expectRefusal(await ada.ask('GET', '/api/people?page=2'), 'invalid', { fields: { page: 'unknown_field' } });
});
