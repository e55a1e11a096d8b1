import { expect, test } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { issueSessionToken } from '@/lib/auth/session-token';
import { postMessage } from '@/lib/messages/post-message';
import { changesAnswer } from '@/lib/realtime/contract';
import { uuidv7 } from '@/lib/uuid';
import { GET } from './route';

testDatabase();

async function changes(roomId: string, after: string, who: TestPerson) {
  const headers = { authorization: `Bearer ${await issueSessionToken(who)}` };
  const request = new Request(`http://localhost:3000/api/rooms/${roomId}/changes?after=${after}`, {
    headers,
  });
  const response = await GET(request, { params: Promise.resolve({ roomId }) });
  const body = await response.json();
  if (response.ok) changesAnswer.parse(body);
  return { status: response.status, body };
}

test('changes answer what was missed; strangers and unknown rooms are one 404', async () => {
  const ada = await makePerson('Ada');
  const room = await makeRoom({ members: [ada] });
  const { message } = await postMessage(ada, { roomId: room.id, id: uuidv7(), body: 'missed' });
  const stranger = await makePerson('Edsger');
  expect((await changes(room.id, `${message.rev - 1}`, ada)).body).toEqual({
    from: message.rev - 1,
    to: message.rev,
    messages: [message],
    members: [],
    users: { [ada.userId]: { name: 'Ada', avatar: null, kind: 'person' } },
    epoch: expect.any(String),
  });
  expect((await changes(room.id, '0', ada)).body).toMatchObject({
    members: [{ userId: ada.userId }],
    room: { kind: 'private', name: room.name },
  });
  expect((await changes(room.id, `${message.rev}`, ada)).body).toMatchObject({ messages: [], members: [] });
  expect((await changes(room.id, `${message.rev + 1}`, ada)).body).toMatchObject({
    reset: true,
    entry: { roomId: room.id, rev: message.rev },
  });
  const [foreign, unknown] = [await changes(room.id, '0', stranger), await changes(uuidv7(), '0', stranger)];
  expect([foreign.status, unknown.status]).toEqual([404, 404]);
  expect(foreign.body.error.message).toBe(unknown.body.error.message);
  for (const after of ['', '-1', 'x', '1.5']) {
    expect((await changes(room.id, after, ada)).status, after).toBe(422);
  }
});
