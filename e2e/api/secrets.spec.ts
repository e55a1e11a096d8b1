import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { listRoutes } from '@/e2e/access/routes';
import { makeScene, type Scene } from '@/e2e/access/scene';
import { env } from '@/lib/env';
import { callerOf, expect, test } from '../support/api';

/** Where each GET is asked; one that is not here fails the test. */
const paths: Record<string, (scene: Scene) => string> = {
  'GET /api/health': () => '/api/health',
  'GET /api/ready': () => '/api/ready',
  'GET /api/metrics': () => '/api/metrics',
  'GET /api/workspace': () => '/api/workspace',
  'GET /api/me': () => '/api/me',
  'GET /api/me/accounts': () => '/api/me/accounts',
  'GET /api/sessions': () => '/api/sessions',
  'GET /api/people': () => '/api/people',
  'GET /api/invites': () => '/api/invites',
  'GET /api/invites/[token]': () => '/api/invites/made-up',
  'GET /api/password-resets/[token]': () => '/api/password-resets/made-up',
  'GET /api/rooms': () => '/api/rooms',
  'GET /api/rooms/[roomId]': ({ room }) => `/api/rooms/${room}`,
  'GET /api/rooms/[roomId]/members': ({ room }) => `/api/rooms/${room}/members`,
  'GET /api/rooms/[roomId]/messages': ({ room }) => `/api/rooms/${room}/messages`,
  'GET /api/rooms/[roomId]/messages/[messageId]': ({ room, message }) =>
    `/api/rooms/${room}/messages/${message}`,
  'GET /api/rooms/[roomId]/changes': ({ room }) => `/api/rooms/${room}/changes?after=0`,
  'GET /api/rooms/[roomId]/attachments': ({ room }) => `/api/rooms/${room}/attachments`,
  'GET /api/attachments/[attachmentId]': ({ file }) => `/api/attachments/${file}`,
  'GET /api/avatars/[attachmentId]': ({ faces }) => `/api/avatars/${faces.author}`,
  'GET /api/cron/clean-up': () => '/api/cron/clean-up',
  'GET /api/stream': ({ room }) => `/api/stream?cursors=${room}:0`,
  'GET /api/auth/[...nextauth]': () => '/api/auth/session',
};

/** What may be kept of an answer, where it is not nothing. */
const keeping: Record<string, string> = {
  // Open to strangers too, so there is nothing of anybody in them.
  'GET /api/health': 'no-store',
  'GET /api/ready': 'no-store',
  // A signed address of a picture that everybody sees, the same for a quarter of an hour.
  'GET /api/avatars/[attachmentId]': 'private, max-age=900',
};

test('no answer and no frame holds a hash, a token, or an address that is not one’s own', async ({ app }) => {
  const scene = await makeScene();
  const secrets = await plantSecrets(scene);
  for (const actor of ['member', 'owner'] as const) {
    const caller = await callerOf(app, scene.people[actor]);
    const others = [...Object.values(scene.people), scene.author, scene.stranger].filter(
      ({ userId }) => userId !== caller.userId,
    );
    const theirs = others.flatMap(({ email, sessionId }) => [email, sessionId]);
    const said = new Map<string, string>();
    for (const route of listRoutes().filter((one) => one.startsWith('GET '))) {
      const path = paths[route]?.(scene);
      expect(path, `${route} is asked`).toBeDefined();
      if (route === 'GET /api/stream') {
        const stream = await caller.listen(path?.slice('/api/stream'.length));
        const name = { name: `Renamed ${actor}` };
        await stream.until(({ event }) => event === 'ready');
        await caller.ask('PATCH', '/api/me', name);
        await stream.until(({ data }) => data.settings !== undefined);
        expect(stream.raw()).toContain(scene.people[actor].email);
        said.set(route, stream.raw());
        stream.close();
      } else {
        const answer = await caller.ask('GET', path ?? '');
        said.set(route, answer.text);
        const kept = answer.headers.get('cache-control');
        expect.soft(kept, route).toBe(keeping[route] ?? 'no-store, private');
      }
    }
    // The walk sees people at all: the author is named, by name.
    expect(said.get('GET /api/rooms/[roomId]/messages')).toContain(scene.author.userId);
    for (const [route, text] of said)
      for (const secret of [...secrets, ...theirs])
        expect.soft(text.includes(secret), `${actor}: ${route} holds ${secret}`).toBe(false);
  }
});

/** Gives everybody a password, an invite and a link to a new one, all known to the test. */
async function plantSecrets({ people, author, stranger }: Scene): Promise<string[]> {
  const password = `$argon2id$v=19$m=19456,t=2,p=1$${randomBytes(12).toString('hex')}`;
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('base64url');
  const ids = [...Object.values(people), author, stranger].map(({ userId }) => userId);
  await db().execute(
    sql`update users set password_hash = ${password} where id = any(${sql.param(ids)}::uuid[])`,
  );
  await db().execute(sql`
    insert into invites (token_hash, created_by, expires_at, max_uses)
    values (${hash}, ${people.member.userId}, now() + interval '1 day', 3)`);
  await db().execute(sql`
    insert into password_resets (token_hash, user_id, expires_at)
    values (${`reset ${hash}`}, ${author.userId}, now() + interval '1 hour')`);
  return [password, '$argon2', token, hash, env().AUTH_SECRET, 'password_hash', 'token_hash'];
}
