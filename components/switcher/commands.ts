import type { LucideIcon } from 'lucide-react';
import {
  CheckCheck,
  Compass,
  Keyboard,
  MessageSquarePlus,
  Monitor,
  MonitorSmartphone,
  Moon,
  Plus,
  Settings,
  Sun,
  UserPlus,
  UserRound,
  UsersRound,
} from 'lucide-react';

/** In the order in which they are offered. */
export const commands = [
  'browse',
  'newRoom',
  'newDirect',
  'invite',
  'people',
  'profile',
  'sessions',
  'workspace',
  'light',
  'dark',
  'system',
  'readEverything',
  'help',
] as const;
export type Command = (typeof commands)[number];

export const commandIcons: Record<Command, LucideIcon> = {
  browse: Compass,
  newRoom: Plus,
  newDirect: MessageSquarePlus,
  invite: UserPlus,
  people: UsersRound,
  profile: UserRound,
  sessions: MonitorSmartphone,
  workspace: Settings,
  light: Sun,
  dark: Moon,
  system: Monitor,
  readEverything: CheckCheck,
  help: Keyboard,
};
