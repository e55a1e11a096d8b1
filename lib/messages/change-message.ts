import 'server-only';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { attachments } from '@/db/schema/attachments';
import { messages } from '@/db/schema/messages';
import { rooms } from '@/db/schema/rooms';
import { users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { announceAll } from '@/lib/realtime/hub';
import { archived, type HeldRoom, holdRoom } from '@/lib/rooms/change-room';
import type { UserCards } from '@/lib/users/contract';
import { type EditMessageInput, isBlank, type Message } from './contract';
import { canDeleteMessage, canEditMessage } from './policy';
import { type MessageRow, toMessage } from './wire';

type Named = { roomId: string; id: string };
type Changed = { message: Message; users: UserCards; moved: boolean };
type Change = { body: string } | { deleted: true };

/**
 * Replaces a message's text. The same text as stored is fine and changes nothing. Throws `not_allowed` (another's),
 * `conflict` (deleted, archived room, or another version: then with the stored message as `current`), `invalid` (nothing
 * would be left).
 */
export async function editMessage(viewer: Viewer, named: Named, input: EditMessageInput): Promise<Changed> {
  return announced(
    named.roomId,
    await transaction(async (tx) => {
      const { stored } = await holdMessage(tx, viewer, named);
      if (!canEditMessage(viewer, stored))
        throw new AppError('not_allowed', 'Only its author edits a message.');
      if (stored.deletedAt !== null)
        throw new AppError('conflict', 'This message was deleted.', { reason: 'message_deleted' });
      if (isBlank({ body: input.body, attachmentIds: stored.attachmentIds ?? [] })) throw blank();
      if (stored.body === input.body) return unchanged(stored);
      if (stored.version !== input.version) {
        throw new AppError('conflict', 'The message was edited meanwhile.', {
          reason: 'message_edited',
          current: toMessage(stored),
        });
      }
      return write(tx, named.roomId, stored, { body: input.body });
    }),
  );
}

/** Deletes a message: its place stays, its text is gone. Deleting twice is fine. Throws `not_allowed`, `conflict`. */
export async function deleteMessage(viewer: Viewer, named: Named): Promise<Changed> {
  return announced(
    named.roomId,
    await transaction(async (tx) => {
      const { room, role, stored } = await holdMessage(tx, viewer, named);
      if (!canDeleteMessage(viewer, stored, { kind: room.kind, role })) {
        throw new AppError('not_allowed', 'Only its author and those who manage the room delete a message.');
      }
      if (stored.deletedAt !== null) return unchanged(stored);
      if (stored.authorId !== viewer.userId) {
        await recordAct(tx, {
          actorId: viewer.userId,
          action: 'message.delete',
          subjectId: named.id,
          details: { roomId: named.roomId, authorId: stored.authorId },
        });
      }
      await hideAttachments(tx, stored.attachmentIds ?? []);
      return write(tx, named.roomId, stored, { deleted: true });
    }),
  );
}

function blank(): AppError {
  return new AppError('invalid', 'A message without attachments needs a text.', {
    fields: { body: { reason: 'blank' } },
  });
}

/** From here on nobody reads them; the clean-up takes them away later. Only who holds the room attaches or hides. */
async function hideAttachments(tx: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(attachments)
    .set({ deletedAt: sql`clock_timestamp()` })
    .where(inArray(attachments.id, [...ids]));
}

type Stored = MessageRow & { author: UserCards[string] };

/** Locks membership and room; the message is read under the room's lock, which every change of it takes. */
async function holdMessage(
  tx: Database,
  viewer: Viewer,
  { roomId, id }: Named,
): Promise<HeldRoom & { stored: Stored }> {
  const held = await holdRoom(tx, viewer, roomId);
  const [found] = await tx
    .select({ message: messages, author: { name: users.name, avatar: users.avatar, kind: users.kind } })
    .from(messages)
    .innerJoin(users, eq(users.id, messages.authorId))
    .where(and(eq(messages.roomId, roomId), eq(messages.id, id)));
  if (!found) throw notFound();
  if (held.room.archived) throw archived();
  return { ...held, stored: { ...found.message, author: found.author } };
}

/** One changed row, one rev. */
async function write(tx: Database, roomId: string, stored: Stored, change: Change): Promise<Changed> {
  const [room] = await tx
    .update(rooms)
    .set({ rev: sql`${rooms.rev} + 1` })
    .where(eq(rooms.id, roomId))
    .returning({ rev: rooms.rev });
  if (!room) throw notFound();
  const [row] = await tx
    .update(messages)
    .set({
      rev: room.rev,
      ...('body' in change
        ? { body: change.body, version: sql`${messages.version} + 1`, editedAt: sql`clock_timestamp()` }
        : { body: '', attachmentIds: null, deletedAt: sql`clock_timestamp()` }),
    })
    .where(and(eq(messages.roomId, roomId), eq(messages.seq, stored.seq)))
    .returning();
  if (!row) throw notFound();
  return { message: toMessage(row), users: { [row.authorId]: stored.author }, moved: true };
}

function unchanged(stored: Stored): Changed {
  return { message: toMessage(stored), users: { [stored.authorId]: stored.author }, moved: false };
}

function announced(roomId: string, changed: Changed): Changed {
  const { message, users } = changed;
  const { rev } = message;
  if (changed.moved) {
    announceAll([
      { feed: roomId, to: rev, frame: { from: rev - 1, to: rev, messages: [message], members: [], users } },
    ]);
  }
  return changed;
}
