import type { ReactNode } from 'react';

/** A key, as it is printed on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm bg-sunken px-1 font-medium font-sans text-2xs text-ink-muted shadow-[inset_0_0_0_1px_var(--line)]">
      {children}
    </kbd>
  );
}
