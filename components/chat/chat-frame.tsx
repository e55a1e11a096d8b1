'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AppKeys } from '@/components/keys/app-keys';
import { AboveKeyboard } from './above-keyboard';
import { ConnectionBar } from './connection-bar';
import { ConnectionWall } from './connection-wall';
import { Drawer, DrawerProvider } from './drawer';
import { NewRelease } from './new-release';
import { OverlayProvider } from './overlays';
import { Sidebar } from './sidebar';

/** The frame of every screen for people who are signed in: rooms at the side (a drawer on phones), a page beside them. */
export function ChatFrame({ release, children }: { release: string; children: ReactNode }) {
  const t = useTranslations('chat.frame');
  return (
    <DrawerProvider>
      <OverlayProvider>
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t('skip')}
        </a>
        <div className="relative top-(--visible-top) flex h-(--visible-height)">
          <aside
            aria-label={t('landmark')}
            data-region="sidebar"
            className="w-68 shrink-0 border-line pt-safe pl-safe border-e bg-sunken max-md:hidden"
          >
            <Sidebar />
          </aside>
          <Drawer>
            <Sidebar />
          </Drawer>
          <main
            id="main"
            data-region="main"
            tabIndex={-1}
            className="flex min-w-0 flex-1 flex-col bg-canvas pt-safe pr-safe pb-[max(0px,env(safe-area-inset-bottom)-0.75rem)] outline-none max-md:pl-safe"
          >
            <ConnectionBar />
            <NewRelease loaded={release} />
            {children}
          </main>
        </div>
        <ConnectionWall />
        <AppKeys />
        <AboveKeyboard />
      </OverlayProvider>
    </DrawerProvider>
  );
}
