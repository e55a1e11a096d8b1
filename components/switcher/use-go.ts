'use client';
import { useRouter } from 'next/navigation';
import { useOverlay } from '@/components/chat/overlay-context';
import { useReadEverything } from '@/components/keys/use-read-everything';
import { useGoToRoom } from '@/components/rooms/room-link';
import { useChosenTheme } from '@/components/ui/theme-menu';
import { useDirectConversation } from '@/components/users/use-direct-conversation';
import type { Command } from './commands';
import type { Destination } from './use-destinations';

/** Goes where a destination leads, or does what it says. */
export function useGo(): (destination: Destination) => void {
  const router = useRouter();
  const goToRoom = useGoToRoom();
  const talkTo = useDirectConversation();
  const act = useCommand();
  return (destination) => {
    switch (destination.kind) {
      case 'room':
        return goToRoom(destination.id);
      case 'person':
        return void talkTo(destination.id);
      case 'public':
        // Not joined unasked: its page says what it is, and has the door.
        return router.push(`/rooms/${destination.id}`);
      case 'command':
        return act(destination.command);
    }
  };
}

function useCommand(): (command: Command) => void {
  const router = useRouter();
  const open = useOverlay();
  const readEverything = useReadEverything();
  const [, setTheme] = useChosenTheme();
  const actions: Record<Command, () => void> = {
    browse: () => router.push('/browse'),
    newRoom: () => open('room'),
    newDirect: () => open('direct'),
    invite: () => open('invite'),
    people: () => router.push('/people'),
    profile: () => router.push('/settings/profile'),
    sessions: () => router.push('/settings/sessions'),
    workspace: () => router.push('/settings/workspace'),
    light: () => setTheme('light'),
    dark: () => setTheme('dark'),
    system: () => setTheme('system'),
    readEverything,
    help: () => open('help'),
  };
  return (command) => actions[command]();
}
