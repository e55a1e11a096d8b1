import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { GET, PATCH } from '@/app/api/workspace/route';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson } from '@/db/testing/people';
import { ask } from '@/lib/http/testing/ask';
import { workspaceAnswer } from './contract';

testDatabase();

it('is not there before it is founded', async () => {
  expect((await ask(GET)).status).toBe(404);
});

it('is a name and an open or shut door to strangers, and the rest to its people', async () => {
  await db().execute(sql`insert into settings (name) values ('Analytical Engine')`);
  expect((await ask(GET)).body).toEqual({ workspace: { name: 'Analytical Engine', openSignUp: false } });
  const guest = await makePerson('Guest', { role: 'guest' });
  const answer = await ask(GET, { as: guest });
  expect(workspaceAnswer.parse(answer.body)).toEqual(answer.body);
  expect(answer.body).toEqual({
    workspace: { name: 'Analytical Engine', openSignUp: false, roomCreation: 'members' },
  });
});

it('is changed by admins, field by field, and the change is written down', async () => {
  const admin = await makePerson('Admin', { role: 'admin' });
  const patch = (body: Record<string, unknown>) => ask(PATCH, { as: admin, method: 'PATCH', body });
  expect((await patch({ openSignUp: true })).body.workspace).toEqual({
    name: 'Analytical Engine',
    openSignUp: true,
    roomCreation: 'members',
  });
  expect((await patch({ name: ' Difference  Engine ', roomCreation: 'admins' })).body.workspace).toEqual({
    name: 'Difference Engine',
    openSignUp: true,
    roomCreation: 'admins',
  });
  const { rows } = await db().execute(sql`select actor_id, action, details from audit_log order by id`);
  expect(rows).toEqual([
    { actor_id: admin.userId, action: 'workspace.change', details: { openSignUp: true, renamed: false } },
    {
      actor_id: admin.userId,
      action: 'workspace.change',
      details: { roomCreation: 'admins', renamed: true },
    },
  ]);
});

it('is not changed by others, nor by nonsense', async () => {
  const [owner, ada, guest] = [
    await makePerson('Owner', { role: 'owner' }),
    await makePerson('Ada'),
    await makePerson('Guest', { role: 'guest' }),
  ];
  const patch = (as: typeof owner, body: Record<string, unknown>) =>
    ask(PATCH, { as, method: 'PATCH', body });
  expect((await patch(ada, { name: 'Mine' })).status).toBe(403);
  expect((await patch(guest, { openSignUp: false })).status).toBe(403);
  expect((await ask(PATCH, { method: 'PATCH', body: { name: 'Mine' } })).status).toBe(401);
  for (const body of [
    {},
    { name: '' },
    { name: 'x'.repeat(61) },
    { openSignUp: 'yes' },
    { firstRoomId: null },
  ]) {
    expect((await patch(owner, body)).status).toBe(422);
  }
  expect((await ask(GET, { as: ada })).body.workspace.name).toBe('Difference Engine');
});
