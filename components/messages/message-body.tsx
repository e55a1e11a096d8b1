'use client';
import { Suspense } from 'react';
import { isPlain } from '@/lib/messages/markdown-cost';
import type { BodyProps } from './markdown-body';
import { MarkdownOnDemand } from './markdown-on-demand';
import { isOnlyEmoji } from './only-emoji';
import { renderPlain } from './plain-body';

/** Longer lines are hard to read; code and tables may need the width. */
const measure = '[&>:is(p,ul,ol,blockquote)]:max-w-[46rem]';

/** What a person wrote. */
export function MessageBody({ id, version, body }: BodyProps) {
  return (
    <div
      className={`flex min-w-0 flex-col gap-2 [overflow-wrap:anywhere] ${measure} ${isOnlyEmoji(body) ? 'text-[1.75rem] leading-10' : ''}`}
    >
      {isPlain(body) ? (
        renderPlain(body)
      ) : (
        <Suspense fallback={renderPlain(body)}>
          <MarkdownOnDemand {...{ id, version, body }} />
        </Suspense>
      )}
    </div>
  );
}
