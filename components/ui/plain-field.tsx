import type { ReactNode } from 'react';

type Props = { label: string; hint?: ReactNode; children: ReactNode };

/** A value among the fields of a form that nobody can change there: no box, no caret. */
export function PlainField({ label, hint, children }: Props) {
  return (
    <dl className="flex min-w-0 flex-col gap-1">
      <dt className="font-medium text-sm">{label}</dt>
      <dd className="select-text [overflow-wrap:anywhere]">{children}</dd>
      {hint && <dd className="text-ink-muted text-xs">{hint}</dd>}
    </dl>
  );
}
