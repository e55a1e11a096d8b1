import { Link2Off } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

type Props = { title: string; action: string; children: ReactNode };

/** A link that once led somewhere: why it does not any more, and whom to ask. */
export function LinkOver({ title, action, children }: Props) {
  return (
    <div className="rounded-xl bg-surface shadow-popup">
      <EmptyState
        level={1}
        icon={<Link2Off aria-hidden />}
        title={title}
        action={
          <Link href="/sign-in" className={buttonClass('secondary')}>
            {action}
          </Link>
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}
