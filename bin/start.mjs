import { requireNode } from './launch/node-version.mjs';

requireNode();
const { start } = await import('./launch/start.mjs');
await start({ program: () => ['dist/server.mjs'], built: true, mode: 'production' }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
