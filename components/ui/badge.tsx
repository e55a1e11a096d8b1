import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  quiet: 'text-ink-muted shadow-[inset_0_0_0_1px_var(--line)]',
  accent: 'bg-accent-soft text-accent-ink',
  warn: 'bg-warn-soft text-warn-ink',
};

/** One word about the thing beside it. */
export function Badge({ tone = 'quiet', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 shrink-0 items-center rounded-sm px-1.5 font-medium text-2xs',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
