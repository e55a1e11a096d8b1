'use client';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { Spinner } from './spinner';
import { tooltip } from './tooltip';

type Props = Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & {
  /** Its name for the ear, and the tooltip. */
  label: string;
  icon: ReactNode;
  size?: 'sm' | 'md';
  danger?: boolean;
  pending?: boolean;
  tooltipSide?: 'top' | 'bottom' | 'left' | 'right';
};

export function IconButton(props: Props) {
  const { label, icon, size = 'md', danger, pending, tooltipSide, className, disabled, ...rest } = props;
  return (
    <button
      type="button"
      {...tooltip(label, tooltipSide)}
      {...rest}
      aria-label={label}
      aria-busy={pending || undefined}
      disabled={disabled || pending}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-md transition-colors disabled:opacity-50',
        'touch:size-11 [&_svg]:size-[1.125rem] data-popup-open:bg-pressed data-popup-open:text-ink',
        size === 'sm' ? 'size-7 [&_svg]:size-4' : 'size-9',
        danger
          ? 'text-danger-ink enabled:hover:bg-danger-soft'
          : 'text-ink-muted enabled:hover:bg-hover enabled:hover:text-ink',
        className,
      )}
    >
      {pending ? <Spinner /> : icon}
    </button>
  );
}
