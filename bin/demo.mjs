import { requireNode } from './launch/node-version.mjs';

requireNode();
// A place of its own, beside whatever is here: the demo never touches a team's database.
process.env.DATABASE_URL = '';
process.env.DATA_DIR = '.data/demo';
const { start } = await import('./launch/start.mjs');
const serve = { program: () => ['dist/server.mjs'], built: true, mode: 'production', demo: true };
await start(serve).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
