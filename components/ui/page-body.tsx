import type { ReactNode } from 'react';

/** What scrolls below a PageHeader. */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-4xl px-4 py-6 sm:px-8">{children}</div>
    </div>
  );
}
