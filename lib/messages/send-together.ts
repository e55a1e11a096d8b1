import 'server-only';
import { announceAll } from '@/lib/realtime/hub';
import { single } from '@/lib/registry';
import type { UserCard, UserCards } from '@/lib/users/contract';
import type { Message } from './contract';
import { type Send, type Sent, sendMessages } from './send';
import { SendQueue } from './send-queue';
import { toMessage } from './wire';

/** A send, with what its frame says of the author. */
export type AuthoredSend = Send & { author: UserCard };

type Stored = { send: AuthoredSend; message: Message };

/** This process's way into the log: what is sent at the same time is stored together. */
export function processSends(): SendQueue<AuthoredSend, Message> {
  return single('sends', () => new SendQueue(storeAndAnnounce));
}

/** One statement for all of them; after its commit each room is announced once, with its frame. */
export async function storeAndAnnounce(batch: readonly AuthoredSend[]): Promise<(Message | undefined)[]> {
  const rows = new Map((await sendMessages(batch)).map((row) => [nameOf(row), row]));
  const stored = batch.flatMap((send) => {
    const row = rows.get(nameOf(send));
    return row ? [{ send, message: toStored(send, row) }] : [];
  });
  announceRooms(stored);
  const messages = new Map(stored.map(({ send, message }) => [send, message]));
  return batch.map((send) => messages.get(send));
}

function toStored({ authorId, body, attachmentIds = [] }: AuthoredSend, sent: Sent): Message {
  return toMessage({
    ...sent,
    ...{ authorId, body, version: 1, editedAt: null, deletedAt: null },
    attachmentIds: attachmentIds.length > 0 ? [...attachmentIds] : null,
  });
}

/** A batch takes a dense run of revs in each room, so a room's frame holds its messages and nothing is missing. */
function announceRooms(stored: readonly Stored[]): void {
  const rooms = new Map<string, { messages: Message[]; users: UserCards }>();
  for (const { send, message } of stored) {
    const room = rooms.get(send.roomId) ?? { messages: [], users: {} };
    rooms.set(send.roomId, room);
    room.messages.push(message);
    room.users[send.authorId] = send.author;
  }
  announceAll(
    Array.from(rooms, ([feed, { messages, users }]) => {
      const revs = messages.map(({ rev }) => rev);
      const to = Math.max(...revs);
      return { feed, to, frame: { from: Math.min(...revs) - 1, to, messages, members: [], users } };
    }),
  );
}

/** An id is unique in its room only. */
function nameOf({ roomId, id }: { roomId: string; id: string }): string {
  return `${roomId} ${id}`;
}
