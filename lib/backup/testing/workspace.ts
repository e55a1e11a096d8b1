import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { transaction } from '@/db/transaction';
import { takePicture } from '@/lib/attachments/avatars';
import { confirmUpload } from '@/lib/attachments/confirm-upload';
import { startUploadInput } from '@/lib/attachments/contract';
import { startUpload } from '@/lib/attachments/start-upload';
import { png, webp } from '@/lib/attachments/testing/files';
import { put, upload } from '@/lib/attachments/testing/upload';
import { recordAct } from '@/lib/audit/record-act';
import { deleteMessage, editMessage } from '@/lib/messages/change-message';
import { postMessage } from '@/lib/messages/post-message';
import { moveReadMarker } from '@/lib/rooms/read-marker';
import { avatarPathOf } from '@/lib/users/contract';
import { uuidv7 } from '@/lib/uuid';

export type Workspace = { ada: TestPerson; bob: TestPerson; room: TestRoom; busy: TestRoom; fileId: string };

/** What text can hold that a line of COPY has to escape. */
const AWKWARD = 'tab\there, line\nbreak, back\\slash \\N \\. and "quotes", 漢字 🌊';

/** A workspace with something in every table: people with a picture, files, edits, a tombstone, read markers. */
export async function makeWorkspace(): Promise<Workspace> {
  const ada = await makePerson('ada', { role: 'owner' });
  const bob = await makePerson('bob');
  const room = await makeRoom({ members: [ada, bob], kind: 'public', name: 'harbour' });
  const busy = await makeRoom({ members: [bob, ada] });
  const say = (body: string, attachmentIds: string[] = []) =>
    postMessage(ada, { roomId: room.id, id: uuidv7(), body, attachmentIds });
  const thumbnail = { type: 'image/webp', bytes: webp(3, 2) } as const;
  const file = await upload(ada, { roomId: room.id, bytes: png(300, 200), thumbnail });
  await say(AWKWARD, [file.id]);
  const edited = await say('frist');
  await editMessage(ada, { roomId: room.id, id: edited.message.id }, { body: 'first', version: 1 });
  const gone = await say('never mind');
  await deleteMessage(ada, { roomId: room.id, id: gone.message.id });
  await moveReadMarker(bob, room.id, { seq: 2 });
  await wearPicture(bob);
  await db().execute(sql`insert into settings (name, first_room_id) values ('Harbour', ${room.id})`);
  await db().execute(
    sql`insert into accounts (provider, provider_account_id, user_id) values ('github', '7', ${bob.userId})`,
  );
  await db().execute(sql`
    insert into invites (token_hash, room_id, created_by, expires_at, max_uses)
    values ('hash', ${room.id}, ${ada.userId}, now() + interval '1 day', 5)`);
  await transaction((tx) =>
    recordAct(tx, { actorId: ada.userId, action: 'room.rename', subjectId: room.id }),
  );
  return { ada, bob, room, busy, fileId: file.id };
}

async function wearPicture(person: TestPerson): Promise<void> {
  const face = webp(256, 256);
  const announced = { purpose: 'avatar', name: 'face.webp', type: 'image/webp', size: face.byteLength };
  const begun = await startUpload(person, startUploadInput.parse(announced), undefined);
  await put(begun, face);
  await confirmUpload(person, begun.id);
  const path = avatarPathOf(begun.id);
  await transaction((tx) => takePicture(tx, person.userId, path));
  await db().execute(sql`update users set avatar = ${path} where id = ${person.userId}`);
}
