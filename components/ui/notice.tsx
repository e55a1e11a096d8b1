import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

type Tone = 'info' | 'warn' | 'danger';

const looks: Record<Tone, { icon: typeof Info; className: string }> = {
  info: { icon: Info, className: 'bg-accent-soft text-accent-ink' },
  warn: { icon: TriangleAlert, className: 'bg-warn-soft text-warn-ink' },
  danger: { icon: CircleAlert, className: 'bg-danger-soft text-danger-ink' },
};

/** A sentence in the flow of the page; told at once to whoever listens when it is about a failure. */
export function Notice({
  tone = 'info',
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  const { icon: Icon, className: look } = looks[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames('flex items-start gap-2.5 rounded-md px-3 py-2.5 text-sm', look, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
