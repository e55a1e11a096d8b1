import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as isReady } from '@/app/api/ready/route';
import { PUT as send } from '@/app/api/rooms/[roomId]/messages/[messageId]/route';
import { GET as readPage } from '@/app/api/rooms/[roomId]/messages/route';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { ask } from './testing/ask';

const { url } = testDatabase();
const operator = new pg.Client({ connectionString: url });

beforeAll(() => operator.connect());
afterAll(() => operator.end());

/** What Postgres says when a table cannot grow. */
const fill = `
  create function no_room() returns trigger language plpgsql as $$ begin
    raise exception 'could not extend file "base/5/2619": No space left on device' using errcode = 'disk_full';
  end $$;
  create trigger no_room before insert on messages execute function no_room()`;

test('where the disk is full sends are put off, reading goes on, and the same send is stored once there is room', async () => {
  const ada = await makePerson('Ada');
  const room = await makeRoom({ members: [ada] });
  const say = (messageId: string) =>
    ask(send, { as: ada, method: 'PUT', params: { roomId: room.id, messageId }, body: { body: 'hi' } });
  const read = () => ask(readPage, { as: ada, params: { roomId: room.id } });
  expect((await say(randomUUID())).status).toBe(201);

  await operator.query(fill);
  const id = randomUUID();
  const { status, body, response } = await say(id);
  expect({ status, code: body.error.code }).toEqual({ status: 503, code: 'try_again' });
  expect(response.headers.get('Retry-After')).toBe('1');
  expect(JSON.stringify(body)).not.toMatch(/extend|No space|2619/);
  expect((await read()).body.messages).toHaveLength(1);
  expect((await isReady()).status).toBe(200);

  await operator.query('drop trigger no_room on messages');
  expect((await say(id)).status).toBe(201);
  const { messages } = (await read()).body;
  expect(messages.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2]);
});
