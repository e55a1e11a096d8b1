import type { ReactNode } from 'react';

type Props = { title: string; description?: ReactNode; children: ReactNode };

/** A part of a settings page: what it is about on the left, what can be done on the right; stacked on a phone. */
export function Section({ title, description, children }: Props) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-line border-t py-8 first:border-t-0 first:pt-2 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <div>
        <h2 className="font-semibold text-base">{title}</h2>
        {description && <p className="mt-1 text-pretty text-ink-muted text-sm">{description}</p>}
      </div>
      <div className="min-w-0 max-w-lg">{children}</div>
    </section>
  );
}
