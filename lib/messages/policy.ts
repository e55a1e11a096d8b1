import type { Entry, RoomRole } from '@/lib/rooms/contract';
import { canManageRoom } from '@/lib/rooms/policy';
import type { WorkspaceRole } from '@/lib/users/contract';

type Person = { userId: string; role: WorkspaceRole };
type Place = { kind: Entry['kind']; role: RoomRole };

/** Nobody puts words into another's mouth, whatever their role. */
export function canEditMessage(person: Person, message: { authorId: string }): boolean {
  return message.authorId === person.userId;
}

/** One's own; others' by those who manage the room, which the audit log records. */
export function canDeleteMessage(person: Person, message: { authorId: string }, place: Place): boolean {
  return message.authorId === person.userId || canManageRoom(person, place);
}
