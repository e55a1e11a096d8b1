import Link from 'next/link';
import type { ReactNode } from 'react';

/** The `<link>` of a sentence that offers to sign in. */
export function signInLink(text: ReactNode) {
  return (
    <Link href="/sign-in" className="font-medium text-accent-ink underline underline-offset-2">
      {text}
    </Link>
  );
}
