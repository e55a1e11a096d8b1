import { requireNode } from './launch/node-version.mjs';

// For places without the launcher (a cluster's release step, Vercel's build): needs DATABASE_URL.
requireNode();
const { withDatabase } = await import('./launch/with-database.mjs');
await withDatabase(async () => console.log('The database is migrated.')).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
