import { z } from 'zod';

/*
 * What Slack's export holds, as far as it is read here. Fields come and go with Slack's years, so all that a message
 * can do without is optional.
 */

const profile = z.object({ display_name: z.string().optional(), real_name: z.string().optional() });

const slackUser = z.object({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  is_bot: z.boolean().optional(),
  profile: profile.optional(),
});
export const slackUsers = z.array(slackUser);
export type SlackUser = z.infer<typeof slackUser>;

export const slackChannels = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    is_archived: z.boolean().optional(),
    topic: z.object({ value: z.string() }).optional(),
  }),
);
export type SlackChannel = z.infer<typeof slackChannels>[number];

const text = z.string().nullish();
export const slackMessage = z.object({
  subtype: text,
  ts: z.string().regex(/^\d{1,11}(\.\d+)?$/),
  user: text,
  user_profile: profile.nullish(),
  bot_id: text,
  username: text,
  bot_profile: z.object({ name: z.string() }).nullish(),
  text,
  files: z.array(z.object({ name: text, title: text })).nullish(),
  attachments: z
    .array(z.object({ pretext: text, title: text, title_link: text, text, fallback: text }))
    .nullish(),
});
export type SlackMessage = z.infer<typeof slackMessage>;
