import { z } from 'zod';

/** Raised when an older version could not read an entry; one this version cannot read stays untouched. */
export const OUTBOX_SCHEMA = 1;

const sendError = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  fields: z.record(z.string(), z.object({ reason: z.string(), limit: z.number().optional() })),
});
export type SendError = z.infer<typeof sendError>;

/** A message as it lies on the device until the server has answered. `position` orders them. */
export const outboxEntry = z.object({
  schema: z.literal(OUTBOX_SCHEMA),
  position: z.number(),
  id: z.string(),
  roomId: z.string(),
  body: z.string(),
  createdAt: z.string(),
  error: sendError.nullable(),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

/** A message on its way, as screens show it. Its id is the id it will have, so its row keeps its key. */
export type PendingMessage = {
  id: string;
  roomId: string;
  body: string;
  createdAt: string;
  state: 'waiting' | 'sending' | 'failed';
  /** Only when failed. */
  error?: SendError;
  /** Milliseconds since 1970; when it is tried again. */
  retryAt?: number;
};
