'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '@/components/realtime/chat-provider';
import { useEntries, useMe, useUsers } from '@/components/realtime/use-chat';
import { useRoomTitle } from '@/components/rooms/use-room-title';
import type { Entry, RoomCard } from '@/lib/rooms/contract';
import { canBrowseRooms, canCreateRoom } from '@/lib/rooms/policy';
import { sidebarOrder } from '@/lib/rooms/sidebar-order';
import type { Candidate } from '@/lib/switcher/ranking';
import type { UserCard } from '@/lib/users/contract';
import { isAdmin } from '@/lib/users/policy';
import { type Command, commands } from './commands';
import type { Found } from './use-search';

/** What the switcher leads to. */
export type Destination = Candidate &
  (
    | { kind: 'room'; entry: Entry }
    | { kind: 'person'; person: UserCard }
    | { kind: 'public'; card: RoomCard }
    | { kind: 'command'; command: Command }
  );

/** One's own rooms and conversations, as the sidebar has them; then those that are out of sight. */
function useRooms(): Destination[] {
  const titleOf = useRoomTitle();
  const { rooms, direct, away } = sidebarOrder(useEntries(), titleOf);
  return [...rooms, ...direct, ...away].map((entry) => ({
    kind: 'room',
    id: entry.roomId,
    name: titleOf(entry),
    also: entry.topic,
    entry,
  }));
}

/** Everybody one could write to; with whom one has a conversation already, is found as that. */
function usePeople(found: Found): Destination[] {
  const me = useMe();
  const users = useUsers();
  const partners = new Set(useEntries().map(partnerIn(me.id)));
  const people = new Map<string, UserCard>(Object.entries(users));
  for (const person of found.people) people.set(person.id, person);
  return [...people].flatMap(([id, person]) =>
    person.kind === 'former' || partners.has(id) || found.deactivated.has(id)
      ? []
      : [{ kind: 'person', id, name: person.name, person }],
  );
}

/** Whom a conversation of two is with; oneself for notes. */
function partnerIn(meId: string): (entry: Entry) => string | null {
  return ({ kind, memberIds }) => {
    if (kind !== 'direct' || memberIds === null || memberIds.length > 2) return null;
    return memberIds.find((id) => id !== meId) ?? meId;
  };
}

function usePublicRooms(found: Found): Destination[] {
  const joined = new Set(useEntries().map(({ roomId }) => roomId));
  return found.rooms
    .filter(({ id }) => !joined.has(id))
    .map((card) => ({ kind: 'public', id: card.id, name: card.name, also: card.topic, card }));
}

function useCommands(): Destination[] {
  const t = useTranslations('switcher');
  const me = useMe();
  const workspace = useWorkspace();
  const may: Partial<Record<Command, boolean>> = {
    browse: canBrowseRooms(me),
    newRoom: canCreateRoom(me, workspace),
    invite: me.role !== 'guest',
    workspace: isAdmin(me),
  };
  return commands
    .filter((command) => may[command] ?? true)
    .map((command) => ({
      kind: 'command',
      id: command,
      name: t(`commands.${command}`),
      also: t(`also.${command}`),
      command,
    }));
}

/** All there is, by source. Another kind of place is another source here, and says where it leads in `useGo`. */
export function useDestinations(found: Found) {
  return {
    rooms: useRooms(),
    people: usePeople(found),
    publicRooms: usePublicRooms(found),
    commands: useCommands(),
  };
}
