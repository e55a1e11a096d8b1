import 'server-only';
import { whyNotSendable } from '@/lib/attachments/queries';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, isAppError } from '@/lib/errors';
import { consumeLimit, type Limit } from '@/lib/http/limits';
import { archived } from '@/lib/rooms/change-room';
import { type Membership, requireMembership } from '@/lib/rooms/membership';
import type { UserCards } from '@/lib/users/contract';
import type { LiveMessage, Message } from './contract';
import { findMessage } from './queries';
import { processSends } from './send-together';

/** Fast enough for a person who pastes a list line by line, too slow for a flood. */
const SEND_LIMIT: Limit = { name: 'send', points: 40, seconds: 20, by: 'person', store: 'memory' };

type Post = { roomId: string; id: string; body: string; attachmentIds?: readonly string[] | undefined };
export type Posted = { message: Message; users: UserCards; created: boolean };

/**
 * Sends the message that its author's device named. The first time it is stored and announced; a repeat, known by
 * room, id and author, is answered with the message as it is now, whatever else would refuse it.
 * Throws `not_found` (not a member, also for a repeat), `conflict` (archived; the id is taken), `slow_down`, `invalid`
 * (an attachment that is not theirs to send), `try_again` (too many messages wait already; or this one waited too long,
 * or `signal` was aborted meanwhile).
 */
export async function postMessage(viewer: Viewer, post: Post, signal?: AbortSignal): Promise<Posted> {
  const refusal = await limitReached(viewer);
  if (!refusal) {
    const author = { name: viewer.name, avatar: viewer.avatar, kind: viewer.kind };
    const send = { ...post, ...inLowerCase(post), authorId: viewer.userId, author };
    const message = await processSends().add(send, signal);
    if (message) return { message, users: { [viewer.userId]: author }, created: true };
  }
  return answerRepeat(viewer, post, refusal);
}

/** As Postgres writes ids: what it stored is found by them. */
function inLowerCase({ roomId, id }: Post): { roomId: string; id: string } {
  return { roomId: roomId.toLowerCase(), id: id.toLowerCase() };
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
