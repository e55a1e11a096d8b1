import 'server-only';
import { sql } from 'drizzle-orm';

/**
 * A condition on `invites i` and its maker `m`: neither over, used up nor revoked, and the maker still may invite to
 * this role, or give away a person of it (`canInviteToClaim`). Whoever is demoted or shut out takes their open doors with them.
 */
export const isUsable = sql`(
  i.revoked_at is null and i.expires_at > now() and i.uses < i.max_uses
  and m.kind = 'person' and m.deactivated_at is null and m.role <> 'guest'
  and (i.role <> 'admin' or m.role in ('owner', 'admin'))
  and (i.for_user_id is null or m.role = 'owner' or m.role = 'admin' and i.role <> 'admin'))`;

/**
 * A condition on the imported person `p` an invite `i` is for: still nobody's, not shut out, and of the role they had
 * when the link was made; who was raised since is not given away by a link that was made for less.
 */
export const isClaimable = sql`(
  p.kind = 'person' and p.email is null and p.deactivated_at is null and p.role = i.role)`;
