'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { FetchAhead } from '@/components/ui/fetch-ahead';
import { SystemBar } from '@/components/ui/system-bar';
import { ToastProvider } from '@/components/ui/toast';
import { TooltipLayer } from '@/components/ui/tooltip';

/** What every screen stands in. The nonce is for the few inline tags that the theme and Base UI write. */
export function Providers({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      storageKey="parlance:theme"
      disableTransitionOnChange
      {...(nonce && { nonce })}
    >
      <CSPProvider {...(nonce && { nonce })}>
        <ToastProvider>{children}</ToastProvider>
        <TooltipLayer />
        <FetchAhead />
        <SystemBar />
      </CSPProvider>
    </ThemeProvider>
  );
}
