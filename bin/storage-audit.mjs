import { spawn } from 'node:child_process';
import { requireNode } from './launch/node-version.mjs';

requireNode();
const { withDatabase } = await import('./launch/with-database.mjs');
const { loadSettings } = await import('./launch/settings.mjs');
const { storeOf } = await import('./store/server.mjs');

await withDatabase(async (env, root) => {
  const { home } = loadSettings();
  const store = env.S3_ENDPOINT ? {} : storeOf(home, env.BIND ?? '127.0.0.1');
  if (!store) throw new Error('There is no store for files yet; start Parlance once.');
  const options = { cwd: root, env: { ...env, ...store }, stdio: 'inherit' };
  const child = spawn(process.execPath, ['dist/storage-audit.mjs'], options);
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
