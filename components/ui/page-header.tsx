import type { ReactNode } from 'react';
import { pageColumnClass, pageGutterClass } from './page-column';

type Props = {
  title: string;
  /** One quiet line below the title. */
  description?: ReactNode;
  /** At the very beginning: the button that opens the drawer, or goes back. */
  leading?: ReactNode;
  /** At the end: what one can do here. */
  actions?: ReactNode;
};

/** The bar on top of a page in the main column; as high as a room's, so that nothing jumps between them. */
export function PageHeader({ title, description, leading, actions }: Props) {
  return (
    <header className={`shrink-0 overflow-hidden border-line border-b bg-canvas ${pageGutterClass}`}>
      <div className={`flex min-h-14 items-center gap-2 ${pageColumnClass}`}>
        {leading}
        <div className="min-w-0 flex-1">
          <h1 className="truncate font-semibold text-lg tracking-tight">{title}</h1>
          {description && <p className="truncate text-ink-muted text-xs">{description}</p>}
        </div>
        {actions && <div className="flex shrink-0 items-center gap-1.5">{actions}</div>}
      </div>
    </header>
  );
}
