import { requireNode } from './launch/node-version.mjs';

requireNode();
const { testOnNodes } = await import('./testing/nodes.mjs');
await testOnNodes(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
