'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from './class-names';
import { pageColumnClass, pageGutterClass } from './page-column';

type Props = { label: string; links: readonly { href: Route; label: string }[] };

/** Pages that belong together, side by side; scrolls sideways when the screen is narrow. */
export function TabLinks({ label, links }: Props) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={`shrink-0 overflow-x-auto border-line border-b ${pageGutterClass}`}>
      <div className={`flex ${pageColumnClass}`}>
        {/* The first word, not its padding, stands below the heading. */}
        <div className="-mx-3 flex gap-1">
          {links.map((link) => {
            const current = pathname === link.href;
            return (
              <Link
                key={link.href}
                href={link.href}
                aria-current={current ? 'page' : undefined}
                className={classNames(
                  'relative flex h-11 shrink-0 items-center px-3 font-medium text-sm transition-colors focus-visible:-outline-offset-2',
                  current
                    ? 'text-ink after:absolute after:inset-x-3 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent'
                    : 'text-ink-muted hover:text-ink',
                )}
              >
                {link.label}
              </Link>
            );
          })}
        </div>
      </div>
    </nav>
  );
}
