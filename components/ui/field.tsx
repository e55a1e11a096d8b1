import type { ReactNode } from 'react';
import { classNames } from './class-names';

type Props = {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  hideLabel?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** Label, control, hint and error in their places. The control says aria-describedby={describedBy(id, …)}. */
export function Field({ id, label, hint, error, hideLabel, className, children }: Props) {
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-medium text-sm'}>
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {hint}
        </p>
      )}
      <p id={`${id}-error`} role="alert" className={error ? 'text-danger-ink text-sm' : 'hidden'}>
        {error}
      </p>
    </div>
  );
}

export function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  if (error) return `${id}-error`;
  return hint ? `${id}-hint` : undefined;
}

export const controlClass =
  'w-full rounded-md bg-surface px-3 text-base text-ink shadow-[inset_0_0_0_1px_var(--line-strong)] transition-shadow ' +
  'focus-visible:outline-offset-0 aria-invalid:shadow-[inset_0_0_0_1px_var(--danger)] ' +
  'aria-invalid:focus-visible:outline-danger disabled:bg-sunken disabled:text-ink-muted [&[readonly]]:bg-sunken';
