import type { ReactNode } from 'react';

type Props = { title: string; description?: ReactNode; children: ReactNode; footer?: ReactNode };

/** The one thing on a page before the door: what this is, the form, and where else to go. */
export function AuthCard({ title, description, children, footer }: Props) {
  return (
    <>
      <div className="rounded-xl bg-surface p-6 shadow-popup sm:p-8">
        <h1 className="text-balance font-semibold text-2xl tracking-tight">{title}</h1>
        {description && <p className="mt-1.5 text-ink-muted text-sm">{description}</p>}
        <div className="mt-6">{children}</div>
      </div>
      {footer && <div className="mt-5 text-balance text-center text-ink-muted text-sm">{footer}</div>}
    </>
  );
}
