import 'server-only';
import { violatedConstraint } from '@/db/client';
import { whyNotSendable } from '@/lib/attachments/queries';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, isAppError } from '@/lib/errors';
import { consumeLimit, type Limit } from '@/lib/http/limits';
import { announceAll } from '@/lib/realtime/hub';
import { archived } from '@/lib/rooms/change-room';
import { type Membership, requireMembership } from '@/lib/rooms/membership';
import type { UserCards } from '@/lib/users/contract';
import type { LiveMessage, Message } from './contract';
import { findMessage } from './queries';
import { type Sent, sendMessages } from './send';
import { toMessage } from './wire';

/** Fast enough for a person who pastes a list line by line, too slow for a flood. */
const SEND_LIMIT: Limit = { name: 'send', points: 40, seconds: 20, by: 'person', store: 'memory' };

type Post = { roomId: string; id: string; body: string; attachmentIds?: readonly string[] | undefined };
export type Posted = { message: Message; users: UserCards; created: boolean };

/**
 * Sends the message that its author's device named. The first time it is stored and announced; a repeat, known by
 * room, id and author, is answered with the message as it is now, whatever else would refuse it.
 * Throws `not_found` (not a member, also for a repeat), `conflict` (archived; the id is taken), `slow_down`, `invalid`
 * (an attachment that is not theirs to send).
 */
export async function postMessage(viewer: Viewer, post: Post): Promise<Posted> {
  const refusal = await limitReached(viewer);
  if (!refusal) {
    const sent = await trySend(viewer, post);
    if (sent) return announceSent(viewer, post, sent);
  }
  return answerRepeat(viewer, post, refusal);
}

/** The stored row, or undefined when it was refused or is a repeat. */
async function trySend(viewer: Viewer, post: Post): Promise<Sent | undefined> {
  try {
    const [sent] = await sendMessages([{ ...post, authorId: viewer.userId }]);
    return sent;
  } catch (error) {
    if (violatedConstraint(error) === 'messages_room_id_key') return undefined;
    throw error;
  }
}

function announceSent(viewer: Viewer, { body, attachmentIds = [] }: Post, sent: Sent): Posted {
  const { roomId, rev } = sent;
  const message = toMessage({
    ...sent,
    authorId: viewer.userId,
    body,
    version: 1,
    editedAt: null,
    deletedAt: null,
    attachmentIds: attachmentIds.length > 0 ? [...attachmentIds] : null,
  });
  const users = { [viewer.userId]: { name: viewer.name, avatar: viewer.avatar, kind: viewer.kind } };
  announceAll([
    { feed: roomId, to: rev, frame: { from: rev - 1, to: rev, messages: [message], members: [], users } },
  ]);
  return { message, users, created: true };
}

/** Nothing was stored: the room says why, in the order that the contract names. */
async function answerRepeat(viewer: Viewer, post: Post, refusal: AppError | undefined): Promise<Posted> {
  const membership = await requireMembership(viewer, post.roomId);
  const stored = await findMessage(membership, post.id);
  if (!stored)
    throw refusal ?? (membership.archived ? archived() : await refusedFiles(membership, post)) ?? busy();
  const { message } = stored;
  const isOther = message.authorId !== viewer.userId;
  const isDifferent = !message.deleted && message.version === 1 && !saysTheSame(message, post);
  if (isOther || isDifferent) {
    throw new AppError('conflict', 'This id already names another message.', { reason: 'id_taken' });
  }
  return { ...stored, created: false };
}

function saysTheSame(message: LiveMessage, { body, attachmentIds = [] }: Post): boolean {
  const stored = message.attachmentIds ?? [];
  return message.body === body && attachmentIds.join().toLowerCase() === stored.join();
}

/** Why none of the files could be sent, if it was because of them. */
async function refusedFiles(
  membership: Membership,
  { attachmentIds = [] }: Post,
): Promise<AppError | undefined> {
  const reason = await whyNotSendable(membership, attachmentIds);
  if (!reason) return undefined;
  return new AppError('invalid', 'An attachment cannot be sent with this message.', {
    fields: { attachmentIds: { reason } },
  });
}

async function limitReached(viewer: Viewer): Promise<AppError | undefined> {
  try {
    await consumeLimit(SEND_LIMIT, viewer.userId);
    return undefined;
  } catch (error) {
    if (isAppError(error) && error.code === 'slow_down') return error;
    throw error;
  }
}

/** Membership or archiving changed between the two looks; the same request again settles it. */
function busy(): AppError {
  return new AppError('try_again', 'The room was changing just then.', { retryAfter: 1 });
}
