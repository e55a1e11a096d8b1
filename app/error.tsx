'use client';
import type { ComponentProps } from 'react';
import { FailedPage } from '@/components/ui/failed-page';

export default function PageError(props: ComponentProps<typeof FailedPage>) {
  return (
    <main className="flex min-h-dvh">
      <FailedPage {...props} />
    </main>
  );
}
