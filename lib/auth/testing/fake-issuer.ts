import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who signs in at the issuer: claims of their ID token, and what only the userinfo endpoint says. */
export type Identity = { claims: Record<string, unknown>; userinfo?: Record<string, unknown> };

type Grant = { identity: Identity; challenge: string; nonce: string; redirectUri: string };

export type FakeIssuer = Awaited<ReturnType<typeof startIssuer>>;

/**
 * An OpenID Connect issuer on loopback for one client: discovery, authorization codes that work once and only with
 * their PKCE verifier, ID tokens signed with RS256, keys, userinfo. `approve` is what somebody does on its pages.
 */
export async function startIssuer(client: { id: string; secret: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const identities = new Map<string, Identity>();
  const exchanged: string[] = [];
  const server = createServer((request, response) => {
    answer(request).then(
      ([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const pages: Record<string, (request: IncomingMessage) => Promise<[number, unknown]>> = {
    '/.well-known/openid-configuration': async () => [200, discovery(url)],
    '/keys': async () => [
      200,
      { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
    ],
    '/token': async (request) => token(request),
    '/userinfo': async ({ headers }) => {
      const identity = identities.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
      return identity ? [200, { sub: identity.claims['sub'], ...identity.userinfo }] : [401, {}];
    },
  };

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const page = pages[request.url ?? ''];
    return page ? page(request) : [404, {}];
  }

  async function token(request: IncomingMessage): Promise<[number, unknown]> {
    const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) return [401, { error: 'invalid_client' }];
    const asked = new URLSearchParams(await readBody(request));
    const code = asked.get('code') ?? '';
    exchanged.push(code);
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant?.challenge !== challenge || grant.redirectUri !== asked.get('redirect_uri')) {
      return [400, { error: 'invalid_grant' }];
    }
    const accessToken = randomUUID();
    identities.set(accessToken, grant.identity);
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: url, aud: client.id, iat: now, exp: now + 300, nonce: grant.nonce };
    const id_token = sign({ ...claims, ...grant.identity.claims }, privateKey);
    return [200, { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token }];
  }

  return {
    url,
    /** Every code somebody asked to exchange, also in vain. */
    exchanged,
    /** Signs `identity` in on the page at `authorizationUrl`; answers where the browser is sent back to. */
    approve: (authorizationUrl: string, identity: Identity): URL => {
      const asked = new URL(authorizationUrl);
      const query = asked.searchParams;
      if (`${asked.origin}${asked.pathname}` !== `${url}/authorize` || query.get('client_id') !== client.id) {
        throw new Error(`${authorizationUrl} is no page of this issuer for this client.`);
      }
      const code = randomUUID();
      const redirectUri = query.get('redirect_uri') ?? '';
      const challenge = query.get('code_challenge') ?? '';
      grants.set(code, { identity, challenge, redirectUri, nonce: query.get('nonce') ?? '' });
      const back = new URL(redirectUri);
      back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString();
      return back;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function discovery(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function sign(claims: unknown, key: Parameters<ReturnType<typeof createSign>['sign']>[0]): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key, 'base64url')}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
