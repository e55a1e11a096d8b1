import type { WorkspaceRole } from '@/lib/users/contract';
import { isAdmin } from '@/lib/users/policy';
import type { Invite } from './contract';

type Person = { userId: string; role: WorkspaceRole };

/** Nobody brings in somebody above themselves. */
export function canInvite(viewer: { role: WorkspaceRole }, role: Invite['role']): boolean {
  if (viewer.role === 'guest') return false;
  return role !== 'admin' || isAdmin(viewer);
}

/** Makers see and revoke their own links, admins everybody's. */
export function canManageInvite(viewer: Person, invite: { createdBy: string }): boolean {
  return isAdmin(viewer) || invite.createdBy === viewer.userId;
}
