import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const app = fileURLToPath(new URL('../../app', import.meta.url));

/** Every page's file, as `(chat)/rooms/[roomId]/page.tsx`; read from the sources, so that a new one is asked too. */
export function listPages(): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|\/)page\.tsx$/.test(path),
  );
}

/** Where a page of `listPages` is opened, for one room. */
export function addressOfPage(page: string, roomId: string): string {
  const path = `/${page}`
    .replace(/\/\([^)]+\)/, '')
    .replace(/\/?page\.tsx$/, '')
    .replace('[roomId]', roomId)
    .replace('[token]', 'made-up');
  return path || '/';
}
