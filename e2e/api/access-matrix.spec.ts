import { elsewhere, matrix, type Row } from '@/e2e/access/matrix';
import { listRoutes } from '@/e2e/access/routes';
import { type Actor, actors, makeScene, type Scene } from '@/e2e/access/scene';
import { Caller, callerOf, expect, type Method, test } from '../support/api';

/* The matrix over HTTP, through everything that stands before the routes; beside the routes it runs without it. */

test('every route has its row, and every row its route', () => {
  const asked = new Set([...matrix.map(({ route }) => route), ...elsewhere]);
  expect([...asked].sort()).toEqual(listRoutes());
});

for (const row of matrix) {
  test(`${row.route}: ${row.what}`, async ({ app }) => {
    // What only reads leaves the scene as it was; any other asks from one of its own, so that allowed and refused
    // start from the same place.
    const read = row.route.startsWith('GET ') ? await makeScene() : null;
    const statuses = actors.map(async (actor) => [
      actor,
      await statusFor(app, row, { actor, scene: read ?? (await makeScene()) }),
    ]);
    expect(Object.fromEntries(await Promise.all(statuses))).toEqual(row.expected);
  });
}

type Asking = { actor: Actor; scene: Scene };

async function statusFor(app: string, row: Row, { actor, scene }: Asking): Promise<number> {
  const asking = actor === 'nobody' ? new Caller(app) : await callerOf(app, scene.people[actor]);
  const { path, body } = row.ask(scene, actor);
  const [method = ''] = row.route.split(' ');
  return asking.statusOf(method as Method, path, body);
}
