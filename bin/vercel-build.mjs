import { requireNode } from './launch/node-version.mjs';

// Vercel runs the script of this name instead of `build`.
requireNode();
const { buildOnVercel } = await import('./vercel/build.mjs');
await buildOnVercel(process.env).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
