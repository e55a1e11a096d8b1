import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { DELETE, GET as LOOK } from '@/app/api/invites/[token]/route';
import { GET, POST } from '@/app/api/invites/route';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { ask } from '@/lib/http/testing/ask';
import { invitationAnswer } from './contract';

testDatabase();

let owner: TestPerson;
let admin: TestPerson;
let ada: TestPerson;
let grace: TestPerson;
let guest: TestPerson;

beforeAll(async () => {
  await db().execute(sql`insert into settings (name) values ('Analytical Engine')`);
  owner = await makePerson('Owner', { role: 'owner' });
  admin = await makePerson('Admin', { role: 'admin' });
  ada = await makePerson('Ada');
  grace = await makePerson('Grace');
  guest = await makePerson('Guest', { role: 'guest' });
});

const make = (as: TestPerson, body: Record<string, unknown> = {}) => ask(POST, { as, body });
const look = (token: string) => ask(LOOK, { params: { token } });
const revoke = (as: TestPerson, token: string) => ask(DELETE, { as, params: { token }, method: 'DELETE' });

describe('making an invite', () => {
  it('tells its link once and keeps only a hash', async () => {
    const { status, body } = await make(ada, { days: 1, uses: 2 });
    expect(status).toBe(201);
    const { token, url, id, ...rest } = body.invite;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(url).toBe(`http://localhost:3000/join/${token}`);
    expect(rest).toEqual({
      role: 'member',
      roomId: null,
      createdBy: ada.userId,
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      maxUses: 2,
      uses: 0,
      forUserId: null,
    });
    expect(Date.parse(rest.expiresAt) - Date.parse(rest.createdAt)).toBe(24 * 60 * 60 * 1000);
    const { rows } = await db().execute(
      sql`select to_jsonb(invites)::text as row from invites where id = ${id}`,
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify((await ask(GET, { as: ada })).body)).not.toContain(token);
  });

  it('is for members, to their own height', async () => {
    expect((await make(guest)).status).toBe(403);
    expect((await make(ada, { role: 'admin' })).status).toBe(403);
    expect((await make(admin, { role: 'admin' })).status).toBe(201);
    expect((await ask(POST, { body: {} })).status).toBe(401);
  });

  it('leads only where the maker could take somebody', async () => {
    const rooms = {
      open: await makeRoom({ members: [grace, ada], kind: 'public' }),
      own: await makeRoom({ members: [ada] }),
      others: await makeRoom({ members: [grace] }),
      managed: await makeRoom({ members: [grace, ada] }),
      talk: await makeRoom({ members: [ada, grace], kind: 'direct' }),
      left: await makeRoom({ members: [ada] }),
      archived: await makeRoom({ members: [ada] }),
    };
    await db().execute(sql`update memberships set ended_at = now() where room_id = ${rooms.left.id}`);
    await db().execute(sql`update rooms set archived_at = now() where id = ${rooms.archived.id}`);
    const statuses: Record<string, number> = {};
    for (const [name, { id }] of Object.entries(rooms)) {
      statuses[name] = (await make(ada, { roomId: id, role: 'guest' })).status;
    }
    expect(statuses).toEqual({
      open: 201,
      own: 201,
      others: 404,
      managed: 403,
      talk: 403,
      left: 404,
      archived: 409,
    });
  });

  it.each([
    [{ role: 'owner' }, 'role'],
    [{ role: 'guest' }, 'roomId'],
    [{ uses: 0 }, 'uses'],
    [{ uses: 1001 }, 'uses'],
    [{ days: 31 }, 'days'],
    [{ roomId: 'x' }, 'roomId'],
    [{ forUserId: '0198f4b0-0000-7000-8000-000000000000' }, 'forUserId'],
  ])('refuses %j', async (body, field) => {
    const answer = await make(owner, body);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.error.fields)).toEqual([field]);
  });
});

describe('an invite', () => {
  it('says to anybody who holds it where it leads', async () => {
    const { body } = await make(ada);
    const answer = await look(body.invite.token);
    expect(invitationAnswer.parse(answer.body)).toEqual(answer.body);
    expect(answer.body).toEqual({
      invitation: {
        claims: null,
        workspace: 'Analytical Engine',
        invitedBy: 'Ada',
        expiresAt: body.invite.expiresAt,
      },
    });
    expect((await look('made-up')).status).toBe(404);
    expect((await look(body.invite.id)).status).toBe(404);
  });

  it('is over when its time is, and names whom to ask', async () => {
    const { body } = await make(ada);
    await db().execute(sql`update invites set expires_at = now() where id = ${body.invite.id}`);
    const answer = await look(body.invite.token);
    expect(answer.status).toBe(410);
    expect(answer.body.error.params).toEqual({ reason: 'invite_over', invitedBy: 'Ada' });
  });

  it('is listed and revoked by its maker and by admins, and is not there for others', async () => {
    const { body } = await make(ada);
    const { id, token } = body.invite;
    const listed = async (as: TestPerson) =>
      (await ask(GET, { as })).body.invites.some((one: { id: string }) => one.id === id);
    expect([await listed(ada), await listed(admin), await listed(grace), await listed(guest)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect((await revoke(grace, id)).status).toBe(404);
    expect((await revoke(guest, token)).status).toBe(404);
    expect((await look(token)).status).toBe(200);
    expect((await revoke(admin, id)).status).toBe(204);
    expect((await look(token)).status).toBe(410);
    expect(await listed(ada)).toBe(false);
    const { rows } = await db().execute(
      sql`select actor_id, action from audit_log where subject_id = ${id} order by id`,
    );
    expect(rows).toEqual([
      { actor_id: ada.userId, action: 'invite.create' },
      { actor_id: admin.userId, action: 'invite.revoke' },
    ]);
  });

  it('is listed with who made it', async () => {
    await make(grace);
    const { body } = await ask(GET, { as: admin });
    expect(body.users[grace.userId]).toEqual({ name: grace.name, avatar: null, kind: 'person' });
    for (const { createdBy } of body.invites) expect(body.users).toHaveProperty(createdBy);
  });

  it('is revoked by the link as well', async () => {
    const { body } = await make(ada);
    expect((await revoke(ada, body.invite.token)).status).toBe(204);
    expect((await look(body.invite.token)).status).toBe(410);
    expect((await revoke(ada, 'made-up')).status).toBe(404);
  });
});
