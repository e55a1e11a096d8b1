import type { ReactNode } from 'react';
import { ThemeMenu } from '@/components/ui/theme-menu';
import { Mark } from '@/components/ui/wordmark';

/** The screens before the door: one column, one thing to do. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-sunken pt-safe pr-safe pl-safe bg-[radial-gradient(60rem_30rem_at_50%_-8rem,var(--accent-soft),transparent)]">
      <header className="flex items-center justify-between p-4 sm:px-6">
        <span className="flex items-center gap-2.5 font-semibold text-lg tracking-tight">
          <Mark />
          Parlance
        </span>
        <ThemeMenu />
      </header>
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col px-4 pt-4 pb-16 sm:justify-center sm:pt-0 sm:pb-28">
        {children}
      </main>
    </div>
  );
}
