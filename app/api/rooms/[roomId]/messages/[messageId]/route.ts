import { z } from 'zod';
import { hostOf } from '@/lib/http/host';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { deleteMessage, editMessage } from '@/lib/messages/change-message';
import { editMessageInput, MESSAGE_REQUEST_MAX, postMessageInput } from '@/lib/messages/contract';
import { postMessage } from '@/lib/messages/post-message';
import { requireMessage } from '@/lib/messages/queries';
import { processSends } from '@/lib/messages/send-together';
import { requireMembership } from '@/lib/rooms/membership';

const params = z.object({ roomId: z.uuid(), messageId: z.uuid() });
const maxBytes = MESSAGE_REQUEST_MAX;

export const GET = route({ params }, async ({ request, viewer, params }) => {
  const membership = await requireMembership(viewer, params.roomId);
  return json(await requireMessage(membership, params.messageId, hostOf(request)));
});

const sending = {
  admit: () => processSends().requireRoom(),
  ...{ params, body: postMessageInput, maxBytes },
  // The id makes the second time harmless.
  repeatable: true,
};

export const PUT = route(sending, async ({ request, viewer, params, body }) => {
  const post = { roomId: params.roomId, id: params.messageId, ...body };
  const { created, ...answer } = await postMessage(viewer, post, request.signal);
  return json(answer, created ? 201 : 200);
});

export const PATCH = route({ params, body: editMessageInput, maxBytes }, async ({ viewer, params, body }) => {
  const { message, users } = await editMessage(viewer, { roomId: params.roomId, id: params.messageId }, body);
  return json({ message, users });
});

export const DELETE = route({ params }, async ({ viewer, params }) => {
  const { message, users } = await deleteMessage(viewer, { roomId: params.roomId, id: params.messageId });
  return json({ message, users });
});
