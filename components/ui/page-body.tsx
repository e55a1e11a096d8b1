import type { ReactNode } from 'react';
import { pageColumnClass, pageGutterClass } from './page-column';

/** What scrolls below a PageHeader. */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <div className={`min-h-0 flex-1 overflow-y-auto ${pageGutterClass}`}>
      <div className={`${pageColumnClass} py-6`}>{children}</div>
    </div>
  );
}
