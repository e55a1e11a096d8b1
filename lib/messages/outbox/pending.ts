import { z } from 'zod';

/** Raised when an older version could not read an entry; one this version cannot read stays untouched. 2: files. */
export const OUTBOX_SCHEMA = 2;

const sendError = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  fields: z.record(z.string(), z.object({ reason: z.string(), limit: z.number().optional() })),
});
export type SendError = z.infer<typeof sendError>;

const entry = z.object({
  schema: z.literal(OUTBOX_SCHEMA),
  position: z.number(),
  id: z.string(),
  roomId: z.string(),
  body: z.string(),
  /** The chosen files that go with it, by their ids on this device. */
  fileIds: z.array(z.string()),
  createdAt: z.string(),
  error: sendError.nullable(),
});
export type OutboxEntry = z.infer<typeof entry>;

/** As it was kept before messages had files. */
const formerEntry = entry.omit({ fileIds: true }).extend({ schema: z.literal(1) });

/** A message as it lies on the device until the server has answered. `position` orders them. */
export const outboxEntry = z.union([
  entry,
  formerEntry.transform((former): OutboxEntry => ({ ...former, schema: OUTBOX_SCHEMA, fileIds: [] })),
]);

/** A message on its way, as screens show it. Its id is the id it will have, so its row keeps its key. */
export type PendingMessage = {
  id: string;
  roomId: string;
  body: string;
  /** See `useLocalFiles`; absent when there are none. */
  fileIds?: readonly string[];
  /** Of one that is stored, and whose place the messages held do not reach yet. */
  attachmentIds?: readonly string[] | undefined;
  createdAt: string;
  /** `uploading`: its files are on their way, each with its own news. */
  state: 'waiting' | 'uploading' | 'sending' | 'failed';
  /** Only when failed. */
  error?: SendError;
  /** Milliseconds since 1970; when it is tried again. */
  retryAt?: number;
};
