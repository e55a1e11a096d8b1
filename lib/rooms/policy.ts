import type { WorkspaceRole } from '@/lib/users/contract';
import { isAdmin } from '@/lib/users/policy';
import type { Workspace } from '@/lib/workspace/contract';
import type { Entry, RoomRole } from './contract';

type Person = { role: WorkspaceRole };
type Place = { kind: Entry['kind']; role: RoomRole };

export function canCreateRoom(person: Person, workspace: Pick<Workspace, 'roomCreation'>): boolean {
  return isAdmin(person) || (person.role === 'member' && workspace.roomCreation === 'members');
}

/** Guests are in the rooms they were added to, and see no others. */
export function canBrowseRooms(person: Person): boolean {
  return person.role !== 'guest';
}

/** Rename, archive, delete, remove people, give roles. A direct conversation has nobody above the others. */
export function canManageRoom(person: Person, place: Place): boolean {
  return place.kind !== 'direct' && (place.role === 'admin' || isAdmin(person));
}

/** The topic belongs to everybody who works in the room. */
export function canChangeTopic(person: Person, place: Place): boolean {
  return place.kind !== 'direct' && (person.role !== 'guest' || canManageRoom(person, place));
}

/** A private room widens only by those who manage it; a direct conversation never does. */
export function canAddMembers(person: Person, place: Place): boolean {
  return canManageRoom(person, place) || (place.kind === 'public' && person.role !== 'guest');
}
