import 'server-only';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors';
import { canInviteToClaim } from '@/lib/users/policy';
import { requirePerson } from '@/lib/users/queries';
import { insertInvite } from './commands';
import type { CreateClaimInput, Invite } from './contract';

/**
 * Makes a link by which somebody becomes an imported person: they set an address and a password, and what that person
 * wrote is theirs. Good once. Throws `not_found`, `not_allowed` (it takes somebody above them), `conflict` (they
 * have an account, or are shut out).
 */
export async function inviteToClaim(
  viewer: Viewer,
  userId: string,
  { days }: CreateClaimInput,
): Promise<Invite & { token: string; url: string }> {
  const person = await requirePerson(viewer, userId);
  if (!canInviteToClaim(viewer, { userId, role: person.role })) {
    throw new AppError('not_allowed', 'Making this link takes somebody above them.');
  }
  // An invite makes nobody an owner; an imported person who is one was made so by hand, and can be made less again.
  if (!person.imported || person.deactivatedAt !== null || person.role === 'owner') {
    throw new AppError('conflict', 'Nobody can become this person.', { reason: 'not_claimable' });
  }
  return insertInvite(viewer, { role: person.role, roomId: null, forUserId: userId, days, uses: 1 });
}
