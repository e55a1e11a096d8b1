import { classNames } from './class-names';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-quiet';
export type ButtonSize = 'sm' | 'md' | 'lg';

const base =
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium ' +
  'transition-colors disabled:opacity-55 aria-disabled:opacity-55 touch:min-h-11';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover [a]:hover:bg-accent-hover',
  secondary:
    'bg-surface text-ink shadow-[inset_0_0_0_1px_var(--line-strong)] enabled:hover:bg-hover [a]:hover:bg-hover',
  ghost: 'text-ink-muted enabled:hover:bg-hover enabled:hover:text-ink [a]:hover:bg-hover [a]:hover:text-ink',
  'danger-quiet':
    'bg-surface text-danger-ink shadow-[inset_0_0_0_1px_var(--line-strong)] enabled:hover:bg-danger-soft',
  danger: 'bg-danger text-on-danger enabled:hover:bg-danger-hover',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-8 px-3 text-sm',
  md: 'h-9 px-3.5 text-sm',
  lg: 'h-11 px-5 text-base',
};

/** The look of a button, also for links that read as one. */
export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'md',
  className?: string,
): string {
  return classNames(base, variants[variant], sizes[size], className);
}
