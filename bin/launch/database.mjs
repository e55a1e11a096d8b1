import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPostgres } from '../postgres/server.mjs';
import { backUp } from './backup.mjs';
import { root } from './settings.mjs';

/** What bin/database.ts became in the build. */
export function loadDatabaseSteps() {
  return import(pathToFileURL(join(root, 'dist', 'database.mjs')).href);
}

/**
 * Opens the database the app will use: the one at DATABASE_URL, or the embedded one of `home`. It is migrated, unless
 * `state` is `as-it-is`.
 * @param {{ home: string, say: (sentence: string) => void, state?: 'migrated' | 'as-it-is' }} wanted
 * @returns {Promise<{ url: string, direct?: string, server?: import('../postgres/server.d.mts').PostgresServer }>}
 */
export async function openDatabase({ home, say, state = 'migrated' }) {
  const steps = await loadDatabaseSteps();
  const given = process.env.DATABASE_URL;
  if (given) {
    // A pooler in transaction mode has no session locks; Neon names the direct address so.
    const direct = process.env.DATABASE_URL_UNPOOLED ?? given;
    if (state === 'migrated') await steps.migrate(direct, join(root, 'drizzle'));
    return { url: given, direct };
  }
  let server = await startPostgres(home);
  if (state === 'as-it-is') return { url: server.url, server };
  try {
    const { applied, pending } = await steps.inspect(server.url);
    if (applied > 0 && pending > 0) {
      await server.stop();
      const copy = backUp({ home, directory: server.directory, release: steps.release });
      say(`Copied the database to ${copy} before changing it.`);
      server = await startPostgres(home);
    }
    if (pending > 0) await steps.migrate(server.url, join(root, 'drizzle'));
    return { url: server.url, server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
