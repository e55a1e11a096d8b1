import { requireNode } from './launch/node-version.mjs';

requireNode();
const { runOnPlaces } = await import('./launch/run-on-places.mjs');

await runOnPlaces('storage-audit.mjs', [], 'migrated').catch((error) => {
  console.error(error.message);
  process.exit(1);
});
