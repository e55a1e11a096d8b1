import type { Actor, Scene } from './scene';

export type Question = { path: string; body?: unknown };

/** One thing that can be asked, and the status each actor gets. */
export type Row = {
  /** Method and route file, as `PUT /api/rooms/[roomId]`; a route without a row fails the suite. */
  route: string;
  what: string;
  ask: (scene: Scene, actor: Actor) => Question;
  expected: Record<Actor, number>;
};

/** Statuses in the order of `actors`: nobody, outsider, admin (both outside the room), guest, member, manager, owner. */
function row(route: string, what: string, statuses: readonly number[], ask: Row['ask']): Row {
  const [nobody = 0, outsider = 0, admin = 0, guest = 0, member = 0, manager = 0, owner = 0] = statuses;
  return { route, what, ask, expected: { nobody, outsider, admin, guest, member, manager, owner } };
}

const anyone = [200, 200, 200, 200, 200, 200, 200];
const nobody = [404, 404, 404, 404, 404, 404, 404];
const signedIn = [401, 200, 200, 200, 200, 200, 200];
const inside = [401, 404, 404, 200, 200, 200, 200];
const managers = (status: number) => [401, 404, 404, 403, 403, status, status];

export const matrix: readonly Row[] = [
  row('GET /api/health', 'is it alive', anyone, () => ({ path: '/api/health' })),
  row('GET /api/ready', 'is it ready', anyone, () => ({ path: '/api/ready' })),
  row('GET /api/metrics', 'what it counts', nobody, () => ({ path: '/api/metrics' })),

  row('GET /api/workspace', 'its name', anyone, () => ({ path: '/api/workspace' })),
  row('PATCH /api/workspace', 'rename it', [401, 403, 200, 403, 403, 403, 200], () => ({
    path: '/api/workspace',
    // The name it has: over HTTP everybody shares one workspace.
    body: { name: 'Tests' },
  })),
  row('POST /api/accounts', 'without an invite', [403, 403, 403, 403, 403, 403, 403], () => ({
    path: '/api/accounts',
    body: { name: 'Mallory', email: 'mallory@example.test', password: 'correct horse battery' },
  })),

  row('GET /api/me', 'oneself', signedIn, () => ({ path: '/api/me' })),
  row('PATCH /api/me', 'own name', signedIn, () => ({ path: '/api/me', body: { name: 'Renamed' } })),
  row('DELETE /api/me', 'with a wrong password', [401, 403, 403, 403, 403, 403, 403], () => ({
    path: '/api/me',
    body: { password: 'not my password' },
  })),
  row('PUT /api/me/password', 'with a wrong current one', [401, 403, 403, 403, 403, 403, 403], () => ({
    path: '/api/me/password',
    body: { current: 'not my password', password: 'correct horse battery' },
  })),
  row('GET /api/me/accounts', 'own ways in', signedIn, () => ({ path: '/api/me/accounts' })),
  row(
    'DELETE /api/me/accounts/[provider]',
    'one that is not linked',
    [401, 404, 404, 404, 404, 404, 404],
    () => ({ path: '/api/me/accounts/github' }),
  ),
  row('GET /api/sessions', 'own devices', signedIn, () => ({ path: '/api/sessions' })),
  row('DELETE /api/sessions', 'all others of oneself', [401, 204, 204, 204, 204, 204, 204], () => ({
    path: '/api/sessions',
  })),
  row('DELETE /api/sessions/[sessionId]', "another's", [401, 404, 404, 404, 404, 404, 404], (scene) => ({
    path: `/api/sessions/${scene.author.sessionId}`,
  })),

  row('GET /api/people', 'the directory', signedIn, () => ({ path: '/api/people' })),
  row('PATCH /api/people/[userId]', 'a plain role', [401, 403, 200, 403, 403, 403, 200], (scene) => ({
    path: `/api/people/${scene.author.userId}`,
    body: { role: 'guest' },
  })),
  row('PATCH /api/people/[userId]', 'the owner away', [401, 403, 403, 403, 403, 403, 403], (scene) => ({
    path: `/api/people/${scene.people.owner.userId}`,
    body: { deactivated: true },
  })),
  row(
    'PATCH /api/people/[userId]',
    'oneself to owner',
    [401, 403, 403, 403, 403, 403, 200],
    (scene, actor) => ({
      path: `/api/people/${actor === 'nobody' ? scene.author.userId : scene.people[actor].userId}`,
      body: { role: 'owner' },
    }),
  ),
  row(
    'POST /api/people/[userId]/password-reset',
    "a member's",
    [401, 403, 201, 403, 403, 403, 201],
    (scene) => ({
      path: `/api/people/${scene.author.userId}/password-reset`,
    }),
  ),
  row(
    'POST /api/people/[userId]/password-reset',
    "the owner's",
    [401, 403, 403, 403, 403, 403, 201],
    (scene) => ({
      path: `/api/people/${scene.people.owner.userId}/password-reset`,
    }),
  ),
  row(
    'POST /api/people/[userId]/invite',
    'as an imported person',
    [401, 403, 201, 404, 403, 403, 201],
    (scene) => ({
      path: `/api/people/${scene.imported.userId}/invite`,
      body: {},
    }),
  ),
  row(
    'POST /api/people/[userId]/invite',
    'as somebody who has an account',
    [401, 403, 409, 403, 403, 403, 409],
    (scene) => ({
      path: `/api/people/${scene.author.userId}/invite`,
      body: {},
    }),
  ),
  row('POST /api/people/[userId]/invite', 'as the owner', [401, 403, 403, 403, 403, 403, 409], (scene) => ({
    path: `/api/people/${scene.people.owner.userId}/invite`,
    body: {},
  })),
  row('GET /api/password-resets/[token]', 'made up', [404, 404, 404, 404, 404, 404, 404], () => ({
    path: '/api/password-resets/made-up-token-made-up-token',
  })),
  row('PUT /api/password-resets/[token]', 'made up', [404, 404, 404, 404, 404, 404, 404], () => ({
    path: '/api/password-resets/made-up-token-made-up-token',
    body: { password: 'correct horse battery' },
  })),

  row('GET /api/invites', 'those one manages', signedIn, () => ({ path: '/api/invites' })),
  row('POST /api/invites', 'for a member', [401, 201, 201, 403, 201, 201, 201], () => ({
    path: '/api/invites',
    body: {},
  })),
  row('POST /api/invites', 'for an admin', [401, 403, 201, 403, 403, 403, 201], () => ({
    path: '/api/invites',
    body: { role: 'admin' },
  })),
  row('POST /api/invites', 'into the private room', [401, 404, 404, 403, 403, 201, 201], (scene) => ({
    path: '/api/invites',
    body: { roomId: scene.room },
  })),
  row('GET /api/invites/[token]', 'made up', [404, 404, 404, 404, 404, 404, 404], () => ({
    path: '/api/invites/made-up-token-made-up-token',
  })),
  row('DELETE /api/invites/[token]', "another's", [401, 404, 204, 404, 404, 404, 204], (scene) => ({
    path: `/api/invites/${scene.invite}`,
  })),

  row('GET /api/rooms', 'mine', signedIn, () => ({ path: '/api/rooms' })),
  row('GET /api/rooms', 'browse', [401, 200, 200, 403, 200, 200, 200], () => ({
    path: '/api/rooms?browse=1',
  })),
  row('POST /api/rooms', 'a room', [401, 201, 201, 403, 201, 201, 201], (scene) => ({
    path: '/api/rooms',
    body: { kind: 'private', name: scene.fresh() },
  })),
  row('POST /api/rooms', 'a conversation with a stranger', [401, 201, 201, 422, 201, 201, 201], (scene) => ({
    path: '/api/rooms',
    body: { kind: 'direct', memberIds: [scene.stranger.userId] },
  })),
  row('GET /api/rooms/[roomId]', 'the private one', inside, ({ room }) => ({ path: `/api/rooms/${room}` })),
  row('GET /api/rooms/[roomId]', 'a public one not joined', [401, 200, 200, 404, 200, 200, 200], (scene) => ({
    path: `/api/rooms/${scene.publicRoom}`,
  })),
  row('PATCH /api/rooms/[roomId]', 'its name', managers(200), ({ room, fresh }) => ({
    path: `/api/rooms/${room}`,
    body: { name: fresh() },
  })),
  row('PATCH /api/rooms/[roomId]', 'its topic', [401, 404, 404, 403, 200, 200, 200], ({ room }) => ({
    path: `/api/rooms/${room}`,
    body: { topic: 'tea' },
  })),
  row('PATCH /api/rooms/[roomId]', 'a conversation', [401, 404, 404, 403, 403, 403, 403], ({ direct }) => ({
    path: `/api/rooms/${direct}`,
    body: { name: 'ours' },
  })),
  row('DELETE /api/rooms/[roomId]', 'the private one', managers(204), ({ room }) => ({
    path: `/api/rooms/${room}`,
  })),

  row('PUT /api/rooms/[roomId]/membership', 'of the private one', inside, ({ room }) => ({
    path: `/api/rooms/${room}/membership`,
  })),
  row(
    'PUT /api/rooms/[roomId]/membership',
    'of a public one',
    [401, 200, 200, 404, 200, 200, 200],
    (scene) => ({
      path: `/api/rooms/${scene.publicRoom}/membership`,
    }),
  ),
  row('PATCH /api/rooms/[roomId]/membership', 'involvement', inside, ({ room }) => ({
    path: `/api/rooms/${room}/membership`,
    body: { involvement: 'mentions' },
  })),
  row('DELETE /api/rooms/[roomId]/membership', 'leave', [401, 404, 404, 204, 204, 409, 204], ({ room }) => ({
    path: `/api/rooms/${room}/membership`,
  })),
  row('GET /api/rooms/[roomId]/members', 'list', inside, ({ room }) => ({
    path: `/api/rooms/${room}/members`,
  })),
  row('PUT /api/rooms/[roomId]/members/[userId]', 'add a stranger', managers(201), ({ room, stranger }) => ({
    path: `/api/rooms/${room}/members/${stranger.userId}`,
    body: {},
  })),
  row(
    'PUT /api/rooms/[roomId]/members/[userId]',
    'oneself to admin',
    managers(200),
    ({ room, people, author }, actor) => ({
      path: `/api/rooms/${room}/members/${actor === 'nobody' ? author.userId : people[actor].userId}`,
      body: { role: 'admin' },
    }),
  ),
  row('DELETE /api/rooms/[roomId]/members/[userId]', 'another', managers(204), ({ room, author }) => ({
    path: `/api/rooms/${room}/members/${author.userId}`,
  })),

  row('GET /api/rooms/[roomId]/messages', 'a page', inside, ({ room }) => ({
    path: `/api/rooms/${room}/messages`,
  })),
  row(
    'GET /api/rooms/[roomId]/messages',
    'a public room not joined',
    [401, 404, 404, 404, 404, 404, 404],
    (scene) => ({
      path: `/api/rooms/${scene.publicRoom}/messages`,
    }),
  ),
  row('GET /api/rooms/[roomId]/messages/[messageId]', 'one', inside, ({ room, message }) => ({
    path: `/api/rooms/${room}/messages/${message}`,
  })),
  row(
    'GET /api/rooms/[roomId]/messages/[messageId]',
    'by another room',
    [401, 404, 404, 404, 404, 404, 404],
    (scene) => ({
      path: `/api/rooms/${scene.direct}/messages/${scene.message}`,
    }),
  ),
  row(
    'PUT /api/rooms/[roomId]/messages/[messageId]',
    'send',
    [401, 404, 404, 201, 201, 201, 201],
    ({ room, fresh }) => ({
      path: `/api/rooms/${room}/messages/${fresh()}`,
      body: { body: 'hi' },
    }),
  ),
  row(
    'PUT /api/rooms/[roomId]/messages/[messageId]',
    "another's id",
    [401, 404, 404, 409, 409, 409, 409],
    (scene) => ({
      path: `/api/rooms/${scene.room}/messages/${scene.message}`,
      body: { body: 'hello' },
    }),
  ),
  row('PATCH /api/rooms/[roomId]/messages/[messageId]', 'own', inside, ({ room, ownMessage }, actor) => ({
    path: `/api/rooms/${room}/messages/${ownMessage(actor)}`,
    body: { body: 'better', version: 1 },
  })),
  row(
    'PATCH /api/rooms/[roomId]/messages/[messageId]',
    "another's",
    [401, 404, 404, 403, 403, 403, 403],
    (scene) => ({
      path: `/api/rooms/${scene.room}/messages/${scene.message}`,
      body: { body: 'not mine', version: 1 },
    }),
  ),
  row('DELETE /api/rooms/[roomId]/messages/[messageId]', 'own', inside, ({ room, ownMessage }, actor) => ({
    path: `/api/rooms/${room}/messages/${ownMessage(actor)}`,
  })),
  row('DELETE /api/rooms/[roomId]/messages/[messageId]', "another's", managers(200), ({ room, message }) => ({
    path: `/api/rooms/${room}/messages/${message}`,
  })),
  row(
    'PUT /api/rooms/[roomId]/messages/[messageId]',
    "send another's file",
    [401, 404, 404, 422, 422, 422, 422],
    ({ room, looseFile, fresh }) => ({
      path: `/api/rooms/${room}/messages/${fresh()}`,
      body: { body: 'hi', attachmentIds: [looseFile] },
    }),
  ),

  row('POST /api/attachments', 'into the private room', [401, 404, 404, 201, 201, 201, 201], ({ room }) => ({
    path: '/api/attachments',
    body: { roomId: room, name: 'plan.pdf', type: 'application/pdf', size: 1_000 },
  })),
  row(
    'GET /api/attachments/[attachmentId]',
    'of a message',
    [401, 404, 404, 302, 302, 302, 302],
    (scene) => ({ path: `/api/attachments/${scene.file}` }),
  ),
  row(
    'GET /api/attachments/[attachmentId]',
    "another's, not sent",
    [401, 404, 404, 404, 404, 404, 404],
    (scene) => ({
      path: `/api/attachments/${scene.looseFile}`,
    }),
  ),
  row('PUT /api/attachments/[attachmentId]', 'own, again', inside, (scene, actor) => ({
    path: `/api/attachments/${scene.ownFile(actor)}`,
  })),
  row('PUT /api/attachments/[attachmentId]', "another's", [401, 404, 404, 404, 404, 404, 404], (scene) => ({
    path: `/api/attachments/${scene.looseFile}`,
  })),
  row(
    'DELETE /api/attachments/[attachmentId]',
    'own, not sent',
    [401, 404, 404, 204, 204, 204, 204],
    (scene, actor) => ({
      path: `/api/attachments/${scene.ownFile(actor)}`,
    }),
  ),
  row(
    'DELETE /api/attachments/[attachmentId]',
    "another's",
    [401, 404, 404, 404, 404, 404, 404],
    (scene) => ({
      path: `/api/attachments/${scene.looseFile}`,
    }),
  ),
  row('GET /api/rooms/[roomId]/attachments', 'its files', inside, ({ room }) => ({
    path: `/api/rooms/${room}/attachments`,
  })),
  row('GET /api/rooms/[roomId]/attachments', 'those a frame named', inside, ({ room, file }) => ({
    path: `/api/rooms/${room}/attachments?ids=${file}`,
  })),
  row('POST /api/attachments', 'a picture of oneself', [401, 201, 201, 201, 201, 201, 201], () => ({
    path: '/api/attachments',
    body: { purpose: 'avatar', name: 'face.webp', type: 'image/webp', size: 1_000 },
  })),
  row('PATCH /api/me', "another's picture", [401, 422, 422, 422, 422, 422, 422], ({ faces }) => ({
    path: '/api/me',
    body: { avatar: `/api/avatars/${faces.author}` },
  })),
  row(
    'GET /api/avatars/[attachmentId]',
    'of somebody in the room',
    [401, 302, 302, 302, 302, 302, 302],
    ({ faces }) => ({ path: `/api/avatars/${faces.author}` }),
  ),
  row(
    'GET /api/avatars/[attachmentId]',
    'of somebody a guest never met',
    [401, 302, 302, 404, 302, 302, 302],
    ({ faces }) => ({ path: `/api/avatars/${faces.stranger}` }),
  ),
  row(
    'GET /api/avatars/[attachmentId]',
    'a file that is none',
    [401, 404, 404, 404, 404, 404, 404],
    (scene) => ({
      path: `/api/avatars/${scene.file}`,
    }),
  ),
  row('GET /api/cron/clean-up', 'without its secret', [404, 404, 404, 404, 404, 404, 404], () => ({
    path: '/api/cron/clean-up',
  })),

  row('PUT /api/rooms/[roomId]/read-marker', 'forward', inside, ({ room }) => ({
    path: `/api/rooms/${room}/read-marker`,
    body: { seq: 3 },
  })),
  row('GET /api/rooms/[roomId]/changes', 'from the beginning', inside, ({ room }) => ({
    path: `/api/rooms/${room}/changes?after=0`,
  })),
  row('GET /api/stream', 'with a cursor into the room', signedIn, ({ room }) => ({
    path: `/api/stream?cursors=${room}:0`,
  })),
];

/** Served by next-auth, which answers by its own rules; e2e/api/sign-in.spec.ts asks it. */
export const elsewhere: readonly string[] = ['GET /api/auth/[...nextauth]', 'POST /api/auth/[...nextauth]'];
