import type { ReactNode } from 'react';
import { safeLink } from '@/lib/messages/safe-link';

/** A link that a person wrote; their words alone where it leads nowhere safe. */
export function BodyLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const safe = safeLink(href);
  if (safe === null) return <span>{children}</span>;
  return (
    <a
      href={safe}
      target="_blank"
      rel="noopener noreferrer"
      className="text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {children}
    </a>
  );
}
