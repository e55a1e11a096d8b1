import 'server-only';
import importedGithub, { type GithubProfile } from 'next-auth/providers/github';
import importedGoogle, { type GoogleProfile } from 'next-auth/providers/google';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import {
  claimedProfile,
  githubProfile,
  issuerProfile,
  joinClaims,
  type VerifiedProfile,
} from '@/lib/auth/provider-profiles';
import { env } from '@/lib/env';

// CommonJS modules: Node hands out their exports as the default, bundlers the `default` among them.
const Github =
  'default' in importedGithub ? (importedGithub.default as typeof importedGithub) : importedGithub;
const Google =
  'default' in importedGoogle ? (importedGoogle.default as typeof importedGoogle) : importedGoogle;

/** As long as next-auth waits for what it asks itself. */
const TIMEOUT_MS = 3_500;

/** A way in that this deployment has set up: its part of the address, and what its button says. */
export type Provider = { id: string; name: string };

export function listProviders(): Provider[] {
  return makeProviders().map(({ id, name }) => ({ id, name }));
}

/** next-auth's own definitions of what is set up, each answering a `VerifiedProfile`. */
// biome-ignore lint/suspicious/noExplicitAny: each provider's profile has its own shape, and next-auth's list is of any
export function makeProviders(): OAuthConfig<any>[] {
  return [github(), google(), oidc()].filter((provider) => provider !== null);
}

function github() {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = env();
  if (!clientId || !clientSecret) return null;
  return Github<GithubProfile & { emails: unknown }>({
    clientId,
    clientSecret,
    userinfo: {
      request: async ({ client, tokens }) => ({
        ...(await client.userinfo(tokens.access_token ?? '')),
        emails: await readGithubEmails(tokens.access_token ?? ''),
      }),
    },
    profile: (user) => githubProfile(user, user.emails),
  });
}

async function readGithubEmails(accessToken: string): Promise<unknown> {
  const response = await fetch('https://api.github.com/user/emails', {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`GitHub answered ${response.status} about somebody's addresses.`);
  return response.json();
}

function google() {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = env();
  if (!clientId || !clientSecret) return null;
  return Google<GoogleProfile>({
    clientId,
    clientSecret,
    checks: ['pkce', 'state', 'nonce'],
    profile: claimedProfile,
  });
}

function oidc(): OAuthConfig<Record<string, unknown>> | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env();
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: 'oidc',
    name: env().OIDC_NAME,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    userinfo: {
      request: async ({ client, tokens }) => {
        // next-auth types them as bare parameters; they are openid-client's set, which has verified the ID token.
        const verified = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
        const claims = verified.claims();
        if (claims.email_verified !== undefined || !client.issuer.metadata.userinfo_endpoint) return claims;
        // Refused unless its `sub` is the token's.
        return joinClaims(claims, await client.userinfo(verified));
      },
    },
    profile: (claims): VerifiedProfile => issuerProfile(claims),
  };
}
