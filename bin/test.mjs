import { requireNode } from './launch/node-version.mjs';

requireNode();
const { runEverything } = await import('./testing/run.mjs');
await runEverything();
