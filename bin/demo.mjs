import { requireNode } from './launch/node-version.mjs';

requireNode();
// A place of its own, beside whatever is here: the demo never touches a team's database or files.
const theirs = ['DATABASE_URL', 'S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];
for (const name of [...theirs, 'S3_PUBLIC_ENDPOINT']) process.env[name] = '';
process.env.DATA_DIR = '.data/demo';
const { start } = await import('./launch/start.mjs');
const serve = { program: () => ['dist/server.mjs'], built: true, mode: 'production', demo: true };
await start(serve).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
