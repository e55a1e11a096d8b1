import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { postMessage } from '@/lib/messages/post-message';
import { uuidv7 } from '@/lib/uuid';
import type { Hello } from './contract';
import { reads as readMany } from './queries';
import { beginListening, startProcess } from './testing/listen';

testDatabase();

let people: TestPerson[];
let common: TestRoom;
let own: TestRoom[];

/** In each room one message that nobody has heard of: its cursor is the room's rev before. */
beforeAll(async () => {
  people = await Promise.all(Array.from({ length: 40 }, (_, n) => makePerson(`Listener ${n}`)));
  common = await makeRoom({ members: people });
  own = await Promise.all(people.map((person) => makeRoom({ members: [person] })));
});

const revOf = async (roomId: string) => {
  const { rows } = await db().execute<{ rev: number }>(sql`select rev from rooms where id = ${roomId}`);
  return Number(rows[0]?.rev);
};

async function say(person: TestPerson, roomId: string): Promise<number> {
  const rev = await revOf(roomId);
  await postMessage(person, { roomId, id: uuidv7(), body: `of ${person.name}` });
  return rev;
}

test('a crowd that opens at once hears each their own rooms, and what each missed there', async () => {
  const [first] = people;
  if (!first) throw new Error('nobody');
  const commonRev = await say(first, common.id);
  const revs = await Promise.all(people.map((person, n) => say(person, own[n]?.id ?? '')));
  const hub = startProcess();
  const listeners = people.map((person, n) => {
    // Everybody names the next one's room as well, which is not theirs.
    const strange = (n + 1) % people.length;
    const cursors = [
      { roomId: common.id, rev: commonRev },
      ...[n, strange].map((at) => ({ roomId: own[at]?.id ?? '', rev: revs[at] ?? 0 })),
    ];
    return beginListening(hub, person, { cursors });
  });
  await Promise.all(listeners.map(({ opened }) => opened));
  for (const [n, { reader }] of listeners.entries()) {
    const [hello] = reader.named('hello') as Hello[];
    expect(hello?.me.id).toBe(people[n]?.userId);
    expect(hello?.rooms.map(({ roomId }) => roomId).sort()).toEqual([common.id, own[n]?.id].sort());
    expect(reader.log(common.id)).toEqual(['1:of Listener 0']);
    expect(reader.log(own[n]?.id ?? '')).toEqual([`1:of Listener ${n}`]);
    expect(reader.named('changes')).toHaveLength(2);
    expect(reader.isReady).toBe(true);
  }
});

test('who stands at the same place has it read once, and who is not in the room gets nothing', async () => {
  const [ada, bob] = people;
  const stranger = await makePerson('Stranger');
  if (!ada || !bob) throw new Error('nobody');
  const rev = await say(ada, common.id);
  const cursors = [{ roomId: common.id, rev }];
  const [forAda, forBob, forStranger] = await readMany.allMissed(
    [ada, bob, stranger].map(({ userId }) => ({ userId, cursors })),
  );
  expect(forAda?.map(({ changes }) => changes.messages.length)).toEqual([1]);
  expect(forBob?.[0]).toBe(forAda?.[0]);
  expect(forStranger).toEqual([]);
});

test('of many sessions those that are over stand nowhere', async () => {
  const [ada, bob] = people;
  if (!ada || !bob) throw new Error('nobody');
  const mixed = { userId: ada.userId, sessionId: bob.sessionId };
  const standings = await readMany.standings([ada, mixed, bob, { ...ada, sessionId: uuidv7() }]);
  expect(standings.map((standing) => standing?.rooms.length ?? null)).toEqual([2, null, 2, null]);
});
