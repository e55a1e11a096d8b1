import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const api = fileURLToPath(new URL('../../app/api', import.meta.url));

/** Every method of every route file, as `PUT /api/rooms/[roomId]`; read from the sources, so none can be forgotten. */
export function listRoutes(): string[] {
  return readdirSync(api, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('route.ts'))
    .flatMap((path) => {
      const source = readFileSync(`${api}/${path}`, 'utf8');
      const methods = source.matchAll(
        /^export (?:const|async function|function) (GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)\b/gm,
      );
      const aliases = source.matchAll(/\bas (GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)\b/g);
      const url = `/api/${path.replace(/\/?route\.ts$/, '')}`;
      return [...methods, ...aliases].map(([, method]) => `${method} ${url}`);
    })
    .sort();
}
