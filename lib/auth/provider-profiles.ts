import { z } from 'zod';

/** Who a provider says came; `email` only when it also says that the address was verified. */
export type VerifiedProfile = { id: string; name: string | null; email: string | null };

const text = z.string().nullish().catch(null);

const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub's user, with what it answered about their addresses: the one in the profile may be any, or none. */
export function githubProfile(user: { id: number; login: string; name?: unknown }, emails: unknown) {
  const listed = githubEmails.safeParse(emails).data ?? [];
  const primary = listed.find((one) => one.primary && one.verified);
  return {
    id: String(user.id),
    name: text.parse(user.name) || user.login,
    email: primary?.email ?? null,
  } satisfies VerifiedProfile;
}

const claims = z.object({
  sub: z.union([z.string().min(1), z.number()]).transform(String),
  iss: z.string().optional(),
  name: text,
  preferred_username: text,
  email: text,
  email_verified: z.unknown().optional(),
});

/** Claims of an ID token. Only `true` is a yes: an unset claim, `"true"` or `1` is what nobody vouched for. */
export function claimedProfile(given: unknown): VerifiedProfile {
  const { sub, name, preferred_username: nickname, email, email_verified: verified } = claims.parse(given);
  return { id: sub, name: name || nickname || null, email: verified === true ? (email ?? null) : null };
}

/** `sub` is unique within its issuer only (OIDC Core, 2), and a deployment may come to trust another one. */
export function issuerProfile(given: unknown): VerifiedProfile {
  const { iss } = z.object({ iss: z.string().min(1) }).parse(given);
  const profile = claimedProfile(given);
  return { ...profile, id: `${iss} ${profile.id}` };
}

/**
 * The claims of an ID token, and of what the userinfo endpoint adds when the token says nothing of a verified address.
 * Address and verification come from one place: half of each would vouch for an address nobody looked at.
 */
export function joinClaims<T extends Record<string, unknown>>(token: T, userinfo: Record<string, unknown>) {
  const { email, email_verified, name = token['name'], preferred_username } = userinfo;
  return { preferred_username, ...token, name: token['name'] ?? name, email, email_verified };
}
