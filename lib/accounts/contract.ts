import { z } from 'zod';

/** Sign-in elsewhere that stands for the viewer here; `provider` is its part of the address (`github`). */
export const linkedAccount = z.object({ provider: z.string(), linkedAt: z.string() });
export type LinkedAccount = z.infer<typeof linkedAccount>;

export const accountsAnswer = z.object({
  accounts: z.array(linkedAccount),
  /** Without one, the last of the accounts cannot go. */
  hasPassword: z.boolean(),
});
export type AccountsAnswer = z.infer<typeof accountsAnswer>;

/** What somebody goes to a provider for. next-auth answers JSON only when asked for it in so many words. */
export const startErrandInput = z.discriminatedUnion('purpose', [
  z.strictObject({
    purpose: z.literal('enter'),
    csrfToken: z.string(),
    json: z.literal('true'),
    /** The path to open afterwards. */
    to: z.string().optional(),
    invite: z.string().max(200).optional(),
  }),
  z.strictObject({ purpose: z.literal('link'), csrfToken: z.string(), json: z.literal('true') }),
]);
export type StartErrandInput = z.infer<typeof startErrandInput>;

/** Where the browser goes: a page of the provider's. */
export const errandAnswer = z.object({ url: z.url({ protocol: /^https?$/ }) });
