import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { AppError } from '@/lib/errors';

/**
 * Refuses to take away a room's last admin while others are in it. Read under the room's lock, which every change of
 * its memberships takes, so two admins cannot leave at once.
 */
export async function requireAnotherAdmin(tx: Database, roomId: string, userId: string): Promise<void> {
  const { rows } = await tx.execute<{ is_admin: boolean; others: number; other_admins: number }>(sql`
    select coalesce(bool_or(user_id = ${userId} and role = 'admin'), false) as is_admin,
           count(*) filter (where user_id <> ${userId}) as others,
           count(*) filter (where user_id <> ${userId} and role = 'admin') as other_admins
    from memberships where room_id = ${roomId} and ended_at is null`);
  const [count] = rows;
  if (count?.is_admin && count.others > 0 && count.other_admins === 0) {
    throw new AppError('conflict', 'Make somebody else an admin of this room first.', {
      reason: 'last_admin',
    });
  }
}

/** Its people are what a direct conversation is: nobody joins, leaves or is given a role. */
export function directConversation(): AppError {
  return new AppError('not_allowed', 'The people of a direct conversation stay the same.', {
    reason: 'direct_conversation',
  });
}
