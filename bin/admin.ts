import { sql } from 'drizzle-orm';
import { closePool } from '@/db/client';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import { closeRedis } from '@/lib/redis/link';
import { email } from '@/lib/users/contract';
import { createPasswordResetFor } from '@/lib/users/password-resets';

/** What a person with access to the server may do by command line. Each writes its act into the audit log. */
const acts: Record<string, (args: string[]) => Promise<string>> = {
  reset: resetPassword,
  'new-epoch': beginEpoch,
};

/** For whoever lost their password, the owner included: a link to pass on. */
async function resetPassword([address]: string[]): Promise<string> {
  const parsed = email.safeParse(address);
  if (!parsed.success) throw new Error('Say whose password: npm run admin -- reset ada@example.org');
  const reset = await createPasswordResetFor(parsed.data);
  if (!reset) throw new Error(`No active account has the address ${parsed.data}.`);
  return `${reset.url}\nThis link sets a new password, once, until ${reset.expiresAt}.`;
}

/** After a restore: every browser drops what it holds of a history that is no longer ours. */
async function beginEpoch(): Promise<string> {
  await transaction(async (tx) => {
    await tx.execute(sql`update meta set epoch = gen_random_uuid()`);
    await recordAct(tx, { actorId: null, action: 'epoch.begin' });
  });
  return 'The database has a new epoch: every browser loads anew.';
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
  closeRedis();
  await closePool();
}
