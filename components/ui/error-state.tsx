import { CloudAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = { title: string; children?: ReactNode; action?: ReactNode };

/** Something failed: what happened, and what to do. */
export function ErrorState({ title, children, action }: Props) {
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      <div className="mb-4 flex size-12 items-center justify-center rounded-xl bg-danger-soft text-danger-ink">
        <CloudAlert aria-hidden className="size-6" />
      </div>
      <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
      {children && <div className="mt-1.5 text-balance text-ink-muted text-sm">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
