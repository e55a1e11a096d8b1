'use client';
import {
  ChevronDown,
  LogOut,
  MonitorSmartphone,
  Settings,
  UserPlus,
  UserRound,
  UsersRound,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '@/components/realtime/chat-provider';
import { useMe } from '@/components/realtime/use-chat';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/menu';
import { ThemeRadioGroup } from '@/components/ui/theme-menu';
import { isAdmin } from '@/lib/users/policy';
import { ConnectionMark } from './connection-mark';
import { useOverlay } from './overlay-context';
import { SignOutDialog, useSignOut } from './sign-out';

/** The head of the sidebar: where one is, who one is, whether one is connected; opens what belongs to all rooms. */
export function WorkspaceMenu() {
  const t = useTranslations('chat.workspaceMenu');
  const workspace = useWorkspace();
  const me = useMe();
  const open = useOverlay();
  const signOut = useSignOut();
  return (
    <>
      <Menu
        className="w-64"
        trigger={
          <button type="button" className={triggerClass}>
            <span className="min-w-0 flex-1 text-start">
              <span className="flex items-center gap-1">
                <bdi className="truncate font-semibold text-lg leading-5 tracking-tight">
                  {workspace.name}
                </bdi>
                <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
              </span>
              <span className="mt-0.5 flex items-center gap-1.5 text-ink-muted text-xs leading-4">
                <ConnectionMark />
                <bdi className="truncate">{me.name}</bdi>
              </span>
            </span>
          </button>
        }
      >
        <MenuLink href="/people" icon={<UsersRound />}>
          {t('people')}
        </MenuLink>
        {me.role !== 'guest' && (
          <MenuItem icon={<UserPlus />} onClick={() => open('invite')}>
            {t('invite')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuLink href="/settings/profile" icon={<UserRound />}>
          {t('profile')}
        </MenuLink>
        <MenuLink href="/settings/sessions" icon={<MonitorSmartphone />}>
          {t('devices')}
        </MenuLink>
        {isAdmin(me) && (
          <MenuLink href="/settings/workspace" icon={<Settings />}>
            {t('workspace')}
          </MenuLink>
        )}
        <MenuSeparator />
        <ThemeRadioGroup />
        <MenuSeparator />
        <MenuItem icon={<LogOut />} onClick={() => void signOut.begin()}>
          {t('signOut')}
        </MenuItem>
      </Menu>
      <SignOutDialog state={signOut} />
    </>
  );
}

const triggerClass =
  'flex min-h-14 w-full shrink-0 items-center border-line border-b px-4.5 outline-offset-[-3px] transition-colors ' +
  'hover:bg-hover data-popup-open:bg-hover';
