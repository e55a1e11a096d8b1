import { spawn } from 'node:child_process';
import { requireNode } from './launch/node-version.mjs';

requireNode();
const { withDatabase } = await import('./launch/with-database.mjs');
await withDatabase(async (env, root) => {
  const args = ['dist/admin.mjs', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
