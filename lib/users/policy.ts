import type { WorkspaceRole } from './contract';

type Person = { userId: string; role: WorkspaceRole };

/** Owners and admins of the workspace. */
export function isAdmin({ role }: { role: WorkspaceRole }): boolean {
  return role === 'owner' || role === 'admin';
}

/** Owners may do anything to anyone; admins whatever neither touches nor makes an owner or admin. */
export function canChangeRole(viewer: Person, subject: Person, role: WorkspaceRole): boolean {
  if (viewer.role === 'owner') return true;
  return viewer.role === 'admin' && !isAdmin(subject) && !isAdmin({ role });
}

/** Nobody deactivates themselves: for that there is leaving, which asks for the password. */
export function canDeactivate(viewer: Person, subject: Person): boolean {
  return viewer.userId !== subject.userId && canChangeRole(viewer, subject, subject.role);
}

/** Who follows such a link becomes this person, so making one needs what changing the person needs. */
export function canInviteToClaim(viewer: Person, subject: Person): boolean {
  return canChangeRole(viewer, subject, subject.role);
}

/** A link to a new password is a way into the account, so it needs what changing the account needs. */
export function canResetPassword(viewer: Person, subject: Person): boolean {
  return canChangeRole(viewer, subject, subject.role);
}
