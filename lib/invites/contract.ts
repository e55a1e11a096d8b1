import { z } from 'zod';
import { userCards } from '@/lib/users/contract';

export const INVITE_DAYS_MAX = 30;
export const INVITE_USES_MAX = 1_000;
export const INVITES_LIMIT = 100;

/** An invite in the list. The token itself is told once, to whoever made it. */
export const invite = z.object({
  id: z.string(),
  role: z.enum(['admin', 'member', 'guest']),
  roomId: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  maxUses: z.number(),
  uses: z.number(),
  /** The imported person whom whoever follows it becomes. */
  forUserId: z.string().nullable().default(null),
});
export type Invite = z.infer<typeof invite>;

export const createInviteInput = z.strictObject({
  role: invite.shape.role.default('member'),
  /** Whoever accepts also joins this room; the maker must be in it. */
  roomId: z.uuid().optional(),
  days: z.int().min(1).max(INVITE_DAYS_MAX).default(7),
  uses: z.int().min(1).max(INVITE_USES_MAX).default(25),
});
export type CreateInviteInput = z.infer<typeof createInviteInput>;

/** An invite for one imported person: one use, for whoever they are. */
export const createClaimInput = z.strictObject({ days: createInviteInput.shape.days });
export type CreateClaimInput = z.infer<typeof createClaimInput>;

/** What a link leads to, for whoever holds it. `claims`: the imported person they become, by name. */
export const invitation = z.object({
  workspace: z.string(),
  invitedBy: z.string(),
  expiresAt: z.string(),
  claims: z.string().nullable().default(null),
});
export type Invitation = z.infer<typeof invitation>;

export const invitesAnswer = z.object({ invites: z.array(invite), users: userCards });
export type InvitesAnswer = z.infer<typeof invitesAnswer>;
export const createdInviteAnswer = z.object({
  invite: invite.extend({ token: z.string(), url: z.string() }),
});
export const invitationAnswer = z.object({ invitation });
