import 'server-only';
import { steadily } from '@/lib/http/steadily';
import { log } from '@/lib/log';
import { isDraining } from '@/lib/operations/drain';
import { readSchemaState } from '@/lib/operations/release';

const PATIENCE_MS = 1_800;

/** What keeps this process from serving people, in one word; null when nothing does. Answers within two seconds. */
export async function readiness(): Promise<'draining' | 'database' | 'schema' | null> {
  if (isDraining()) return 'draining';
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('The database took too long.')), PATIENCE_MS).unref();
  });
  try {
    return (await Promise.race([steadily(readSchemaState), late])) === 'fits' ? null : 'schema';
  } catch (error) {
    log().warn({ err: error }, 'Not ready: the database does not answer.');
    return 'database';
  }
}
