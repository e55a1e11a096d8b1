import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { elsewhere, matrix, type Question } from '@/e2e/access/matrix';
import { listRoutes } from '@/e2e/access/routes';
import { type Actor, actors, makeScene, type Scene } from '@/e2e/access/scene';
import { issueSessionToken, sessionCookieName } from '@/lib/auth/session-token';
import { testStore } from '@/lib/storage/testing/store';

/*
 * The access matrix on the route functions themselves: no proxy.ts, no Next, no server before them. The same matrix
 * runs over HTTP against the built app in e2e/api.
 */

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const files = import.meta.glob<Record<string, Handler>>('./**/route.ts');

testDatabase();
await testStore();
beforeAll(() => db().execute(sql`insert into settings (name) values ('Here')`));

test('every route has its row, and every row its route', () => {
  const asked = new Set([...matrix.map(({ route }) => route), ...elsewhere]);
  expect([...asked].sort()).toEqual(listRoutes());
});

describe.each(matrix.map((row) => [`${row.route}: ${row.what}`, row] as const))('%s', (_, row) => {
  test.each(actors)('%s', async (actor) => {
    const scene = await makeScene();
    const response = await ask(row.route, row.ask(scene, actor), scene, actor);
    await response.body?.cancel();
    expect(response.status).toBe(row.expected[actor]);
  });
});

async function ask(route: string, { path, body }: Question, scene: Scene, actor: Actor): Promise<Response> {
  const [method = '', pattern = ''] = route.split(' ');
  const load = files[`.${pattern.replace(/^\/api/, '')}/route.ts`];
  const handler = (await load?.())?.[method];
  if (!handler) throw new Error(`${route} is not there`);
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': scene.author.userId,
      ...(actor !== 'nobody' && {
        cookie: `${sessionCookieName()}=${await issueSessionToken(scene.people[actor])}`,
      }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve(paramsOf(pattern, path)) });
}

/** What Next would answer for `[name]` in the route's path. */
function paramsOf(pattern: string, path: string): Record<string, string> {
  const values = new URL(path, 'http://localhost').pathname.split('/');
  const names = pattern.split('/');
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const parameter = /^\[(\w+)\]$/.exec(name)?.[1];
      return parameter ? [[parameter, values[index] ?? '']] : [];
    }),
  );
}
