import type { ReactNode } from 'react';

type Props = {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where it is the whole page, 2 below a page's own heading. */
  level?: 1 | 2;
};

/** An empty place: what this is, and what to do about it. */
export function EmptyState({ icon, title, children, action, level = 2 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      {icon && (
        <div className="mb-4 flex size-12 items-center justify-center rounded-xl bg-accent-soft text-accent-ink [&_svg]:size-6">
          {icon}
        </div>
      )}
      <Heading className="font-semibold text-lg tracking-tight">{title}</Heading>
      {children && <div className="mt-1.5 text-balance text-ink-muted text-sm">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
