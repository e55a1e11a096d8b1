import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundlePrograms } from '../launch/build.mjs';
import { loadDatabaseSteps } from '../launch/database.mjs';
import { root } from '../launch/settings.mjs';
import { mayMigrate } from './may-migrate.mjs';

/**
 * Checks the variables, builds, and brings the database to this release, in this order: what does not build changes
 * nothing. Until the new release takes over, the one before it runs on the new schema. Throws a sentence.
 */
export async function buildOnVercel(env) {
  await bundlePrograms();
  const steps = await loadDatabaseSteps();
  const migrates = mayMigrate(env);
  // A preview that nobody gave variables is built all the same: it shows that the code builds.
  if (migrates) steps.requireEnvironment(env);
  buildNext();
  if (!migrates) {
    console.log('The database stays as it is: set PREVIEW_MIGRATE=1 where each preview has one of its own.');
    return;
  }
  await steps.migrate(env.DATABASE_URL_UNPOOLED || env.DATABASE_URL, join(root, 'drizzle'));
  console.log('The database is migrated.');
}

function buildNext() {
  const next = join(root, 'node_modules/next/dist/bin/next');
  const { status } = spawnSync(process.execPath, [next, 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0)
    throw new Error('The build failed; the lines above say why. The database was not touched.');
}
