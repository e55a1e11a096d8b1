import { requireNode } from './launch/node-version.mjs';
import { runProgram } from './launch/program.mjs';

requireNode();
const { bundlePrograms } = await import('./launch/build.mjs');
const { ensureInstalled } = await import('./launch/install.mjs');
const { ensureAuthSecret, loadSettings, root } = await import('./launch/settings.mjs');
const { withStore } = await import('./launch/store.mjs');

async function check() {
  const { home } = loadSettings();
  await ensureInstalled((sentence) => console.log(sentence));
  await bundlePrograms();
  ensureAuthSecret(home);
  await withStore(home, async (store) => {
    // Nothing here asks the database, but no environment is whole without one.
    const env = { DATABASE_URL: 'postgres://unused', ...process.env, ...store };
    process.exitCode = await runProgram('storage-check.mjs', { args: [], env, root });
  });
}

await check().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
