import type { WorkspaceRole } from './contract';

type Person = { userId: string; role: WorkspaceRole };

const leading: readonly WorkspaceRole[] = ['owner', 'admin'];

/** Who sees deactivated people, and whether the People screen shows what can be done to anyone. */
export function canManagePeople(viewer: { role: WorkspaceRole }): boolean {
  return leading.includes(viewer.role);
}

/** Owners may do anything to anyone; admins whatever neither touches nor makes an owner or admin. */
export function canChangeRole(viewer: Person, subject: Person, role: WorkspaceRole): boolean {
  if (viewer.role === 'owner') return true;
  return viewer.role === 'admin' && !leading.includes(subject.role) && !leading.includes(role);
}

/** Nobody deactivates themselves: for that there is leaving, which asks for the password. */
export function canDeactivate(viewer: Person, subject: Person): boolean {
  return viewer.userId !== subject.userId && canChangeRole(viewer, subject, subject.role);
}

/** A link to a new password is a way into the account, so it needs what changing the account needs. */
export function canResetPassword(viewer: Person, subject: Person): boolean {
  return canChangeRole(viewer, subject, subject.role);
}
