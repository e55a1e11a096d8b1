import { z } from 'zod';
import { attachmentIds, attachments } from '@/lib/attachments/contract';
import { entry } from '@/lib/rooms/contract';
import { countCharacters, isStorable, normalizeBody, wholeNumber } from '@/lib/text';
import { userCards } from '@/lib/users/contract';

export const BODY_MAX = 8_000;
/** A counter appears in the composer from here. */
export const BODY_WARN = 7_500;
/** Of a request that carries a message, in bytes. */
export const MESSAGE_REQUEST_MAX = 64 * 1024;
export const PAGE_DEFAULT = 100;
export const PAGE_MAX = 200;

const counter = z.int().min(0);

const place = z.object({
  id: z.string(),
  seq: counter,
  authorId: z.string(),
  rev: counter,
  createdAt: z.string(),
});

/** A message, in its newest state. `version` counts edits of the text, from 1. */
export const liveMessage = place.extend({
  deleted: z.literal(false),
  body: z.string(),
  version: counter,
  editedAt: z.string().nullable(),
  /** In the order shown; absent when there are none. What they are, the page says, or the room's attachments by id. */
  attachmentIds: z.array(z.string()).optional(),
});
export type LiveMessage = z.infer<typeof liveMessage>;

/** What stays of a deleted message: its place. */
export const tombstone = place.extend({ deleted: z.literal(true) });
export type Tombstone = z.infer<typeof tombstone>;

export const message = z.discriminatedUnion('deleted', [liveMessage, tombstone]);
export type Message = z.infer<typeof message>;

/** Text as it is stored: trimmed by the one function both sides share, up to BODY_MAX characters. */
const text = z
  .string()
  .transform(normalizeBody)
  .superRefine((text, context) => {
    if (!isStorable(text)) context.addIssue({ code: 'custom', params: { reason: 'forbidden_characters' } });
    else if (countCharacters(text) > BODY_MAX) {
      context.addIssue({ code: 'custom', params: { reason: 'too_long', limit: BODY_MAX } });
    }
  });

/** Whether a message would say nothing: no text and nothing attached. */
export function isBlank(message: { body: string; attachmentIds?: readonly string[] | undefined }): boolean {
  return message.body.trim() === '' && (message.attachmentIds ?? []).length === 0;
}

export const postMessageInput = z
  .strictObject({ body: text, attachmentIds: attachmentIds.optional() })
  .superRefine((input, context) => {
    if (isBlank(input)) context.addIssue({ code: 'custom', path: ['body'], params: { reason: 'blank' } });
  });
export type PostMessageInput = z.infer<typeof postMessageInput>;

/**
 * `version`: the one that was edited. Another stored by now: 409 with `error.current`. A text may become blank only if
 * the message has attachments.
 */
export const editMessageInput = z.strictObject({ body: text, version: z.int().min(1) });
export type EditMessageInput = z.infer<typeof editMessageInput>;

/** At most one of the four places; none means the newest page. */
export const pageQuery = z
  .strictObject({
    limit: wholeNumber.pipe(z.int().min(1).max(PAGE_MAX)).default(PAGE_DEFAULT),
    before: wholeNumber.optional(),
    after: wholeNumber.optional(),
    around: z.union([z.uuid(), wholeNumber]).optional(),
    // Postgres knows no year 0.
    at: z.iso
      .datetime({ offset: true })
      .regex(/^(?!0000)/)
      .optional(),
  })
  .refine(
    ({ before, after, around, at }) =>
      [before, after, around, at].filter((place) => place !== undefined).length <= 1,
    { params: { reason: 'one_place_only' } },
  );
export type PageQuery = z.infer<typeof pageQuery>;

/** Messages in ascending seq; tombstones count as rows. `rev`, `epoch`: the room's, not newer than the rows. */
export const page = z.object({
  messages: z.array(message),
  users: userCards,
  /** Those that its messages name; absent when there are none. */
  attachments: attachments.optional(),
  hasBefore: z.boolean(),
  hasAfter: z.boolean(),
  rev: counter,
  epoch: z.string(),
});
export type Page = z.infer<typeof page>;

export const messageAnswer = z.object({ message, users: userCards, attachments: attachments.optional() });
export const readMarkerAnswer = z.object({ entry });
