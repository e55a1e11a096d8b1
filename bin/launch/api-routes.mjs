import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './settings.mjs';

/** next-auth stays with Next: nobody signs in often, and it is at home there. */
const elsewhere = ['auth'];

/**
 * For esbuild: `parlance:api-routes` exports `routes`, every route file under app/api by its address. Read from the
 * directory with each build, so a new route needs no second entry.
 */
export function apiRoutes() {
  return {
    name: 'api-routes',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^parlance:api-routes$/ }, ({ path }) => ({ path, namespace: 'parlance' }));
      onLoad({ filter: /^parlance:api-routes$/, namespace: 'parlance' }, () => ({
        contents: writeModule(findRouteFiles()),
        resolveDir: root,
      }));
    },
  };
}

/** Paths below app/api, in order, so that the same files make the same module. */
function findRouteFiles() {
  return readdirSync(join(root, 'app/api'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('/route.ts') && !elsewhere.includes(path.split('/')[0]))
    .sort();
}

function writeModule(paths) {
  const imports = paths.map((path, index) => `import * as route${index} from './app/api/${path}';`);
  const entries = paths.map(
    (path, index) => `  '/api/${path.slice(0, -'/route.ts'.length)}': route${index},`,
  );
  return [...imports, 'export const routes = {', ...entries, '};', ''].join('\n');
}
