import { CloudAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where it is the whole page, 2 below a page's own heading. */
  level?: 1 | 2;
};

/** Something failed: what happened, and what to do. */
export function ErrorState({ title, children, action, level = 2 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      <div className="mb-4 flex size-12 items-center justify-center rounded-xl bg-danger-soft text-danger-ink">
        <CloudAlert aria-hidden className="size-6" />
      </div>
      <Heading className="font-semibold text-lg tracking-tight">{title}</Heading>
      {children && <div className="mt-1.5 text-balance text-ink-muted text-sm">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
