import { sql } from 'drizzle-orm';
import { closePool, db } from '@/db/client';

/** What a person with access to the server may do by command line. Each writes its act into the audit log. */
const acts: Record<string, (args: string[]) => Promise<string>> = {
  'new-epoch': newEpoch,
};

/** After a restore: every browser drops what it holds of a history that is no longer ours. */
async function newEpoch(): Promise<string> {
  await db().execute(sql`
    with changed as (update meta set epoch = gen_random_uuid() returning id)
    insert into audit_log (action) select 'epoch.new' from changed`);
  return 'The database has a new epoch.';
}

const [name = '', ...args] = process.argv.slice(2);
const act = acts[name];
try {
  if (!act) throw new Error(`Say one of: ${Object.keys(acts).join(', ')}.`);
  console.log(await act(args));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closePool();
}
