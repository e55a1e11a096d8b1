import { requireNode } from './launch/node-version.mjs';
import { runProgram } from './launch/program.mjs';

requireNode();
const { withDatabase } = await import('./launch/with-database.mjs');
await withDatabase(async (env, root) => {
  process.exitCode = await runProgram('admin.mjs', { args: process.argv.slice(2), env, root });
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
