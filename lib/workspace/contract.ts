import { z } from 'zod';
import { nameSchema } from '@/lib/text';

/** What a stranger at the door may know. */
export const workspaceCard = z.object({ name: z.string(), openSignUp: z.boolean() });

/** The one workspace of a deployment, as its people see it. */
export const workspace = workspaceCard.extend({ roomCreation: z.enum(['members', 'admins']) });
export type Workspace = z.infer<typeof workspace>;

export const changeWorkspaceInput = z
  .strictObject({
    name: nameSchema(60).optional(),
    openSignUp: z.boolean().optional(),
    roomCreation: workspace.shape.roomCreation.optional(),
  })
  .refine((input) => Object.keys(input).length > 0, { params: { reason: 'nothing_to_change' } });
export type ChangeWorkspaceInput = z.infer<typeof changeWorkspaceInput>;

/** The card for strangers, everything for its people. */
export const workspaceAnswer = z.object({ workspace: z.union([workspace, workspaceCard]) });
