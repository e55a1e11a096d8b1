import { z } from 'zod';
import { nameSchema } from '@/lib/text';

export const PERSON_NAME_MAX = 80;
export const PEOPLE_PAGE = 100;
export const PASSWORD_MIN = 10;
/** Argon2 reads it all; the limit keeps a password from being a denial of service. */
export const PASSWORD_MAX = 200;
export const EMAIL_MAX = 254;

export const workspaceRole = z.enum(['owner', 'admin', 'member', 'guest']);
export type WorkspaceRole = z.infer<typeof workspaceRole>;

/** What stands behind somebody's initials, in the order of the avatar grounds in globals.css. */
export const avatarColor = z.enum([
  'red',
  'rust',
  'amber',
  'bronze',
  'olive',
  'moss',
  'green',
  'pine',
  'teal',
  'petrol',
  'blue',
  'navy',
  'violet',
  'plum',
  'magenta',
  'wine',
]);
export type AvatarColor = z.infer<typeof avatarColor>;

const AVATARS = '/api/avatars/';

/** Where a picture that stands for somebody is answered; `id`: of the attachment. */
export function avatarPathOf(id: string): string {
  return `${AVATARS}${id}`;
}

/** The attachment behind an avatar that is a picture; null for a colour and for none. */
export function pictureIdOf(avatar: string | null): string | null {
  return avatar?.startsWith(AVATARS) ? avatar.slice(AVATARS.length) : null;
}

const avatarPicture = z
  .string()
  .startsWith(AVATARS)
  .refine((path) => z.uuid().lowercase().safeParse(pictureIdOf(path)).success);

/** How a person is shown wherever an id names them. `former`: gone; shown as "Former member". */
export const userCard = z.object({
  name: z.string(),
  /** An `avatarColor` they chose, or the path of a picture. Null: the colour their id falls on. */
  avatar: z.string().nullable(),
  kind: z.enum(['person', 'bot', 'former']),
});
export type UserCard = z.infer<typeof userCard>;

/** Everybody a page or frame names, by id. */
export const userCards = z.record(z.string(), userCard);
export type UserCards = z.infer<typeof userCards>;

/** Oneself; the only place that ever holds an e-mail address. */
export const me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: workspaceRole,
  avatar: z.string().nullable(),
  kind: userCard.shape.kind,
});
export type Me = z.infer<typeof me>;

/** Somebody in the directory. */
export const person = userCard.extend({
  id: z.string(),
  role: workspaceRole,
  deactivatedAt: z.string().nullable(),
  /** Came with a log from elsewhere: nobody can sign in as them until an invite for them is followed. */
  imported: z.boolean().default(false),
});
export type Person = z.infer<typeof person>;

export const personName = nameSchema(PERSON_NAME_MAX);

/** One address, in normal form: trimmed and lower case. */
export const email = z
  .string()
  .transform((address) => address.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email().max(EMAIL_MAX));

/** A password somebody chooses. */
export const newPassword = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);

/** A password somebody claims to have: any length that could have been chosen. */
export const currentPassword = z.string().min(1).max(PASSWORD_MAX);

/** `avatar`: a colour, or a picture that one has uploaded for it; null: neither any more. */
export const changeMeInput = z
  .strictObject({ name: personName.optional(), avatar: avatarColor.or(avatarPicture).nullable().optional() })
  .refine((input) => Object.keys(input).length > 0, { params: { reason: 'nothing_to_change' } });
export type ChangeMeInput = z.infer<typeof changeMeInput>;
export const deleteMeInput = z.strictObject({ password: currentPassword });
export const changePasswordInput = z.strictObject({ current: currentPassword, password: newPassword });
export const choosePasswordInput = z.strictObject({ password: newPassword });

export const changePersonInput = z
  .strictObject({ role: workspaceRole.optional(), deactivated: z.boolean().optional() })
  .refine((input) => Object.keys(input).length > 0, { params: { reason: 'nothing_to_change' } });
export type ChangePersonInput = z.infer<typeof changePersonInput>;

/** `after`: the id of the last person of the page before. */
export const listPeopleQuery = z.strictObject({
  q: z.string().max(100).optional(),
  after: z.uuid().optional(),
});
export type ListPeopleQuery = z.infer<typeof listPeopleQuery>;

export const createAccountInput = z.strictObject({
  name: personName,
  email,
  password: newPassword,
  invite: z.string().max(200).optional(),
  setupCode: z.string().max(200).optional(),
  /** Of the workspace; only with the setup code. */
  workspace: nameSchema(60).optional(),
});
export type CreateAccountInput = z.infer<typeof createAccountInput>;

export const meAnswer = z.object({ me });
export const peopleAnswer = z.object({ people: z.array(person), hasMore: z.boolean() });
export const personAnswer = z.object({ person });
export const passwordResetAnswer = z.object({
  passwordReset: z.object({ url: z.string(), expiresAt: z.string() }),
});

/** What a link for a new password leads to: whose it is, for whoever holds it. */
export const passwordResetCard = z.object({ name: z.string(), expiresAt: z.string() });
export type PasswordResetCard = z.infer<typeof passwordResetCard>;
export const passwordResetCardAnswer = z.object({ passwordReset: passwordResetCard });
