import { spawn } from 'node:child_process';
import { requireNode } from './launch/node-version.mjs';

requireNode();
const { withDatabase } = await import('./launch/with-database.mjs');
const { loadSettings } = await import('./launch/settings.mjs');
const { withStore } = await import('./launch/store.mjs');

await withDatabase(async (env, root) => {
  await withStore(loadSettings().home, async (store) => {
    const options = { cwd: root, env: { ...env, ...store }, stdio: 'inherit' };
    const child = spawn(process.execPath, ['dist/storage-audit.mjs'], options);
    process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  });
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
