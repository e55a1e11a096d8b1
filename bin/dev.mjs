import { requireNode } from './launch/node-version.mjs';

requireNode();
const { start } = await import('./launch/start.mjs');
const program = (port, bind) => ['node_modules/next/dist/bin/next', 'dev', '-p', String(port), '-H', bind];
await start({ program, built: false, mode: 'development' }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
