'use client';
import { Suspense } from 'react';
import { isPlain } from '@/lib/messages/markdown-cost';
import type { BodyProps } from './markdown-body';
import { MarkdownOnDemand } from './markdown-on-demand';
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

/** One to four emoji and nothing else; each is one code point, or several that are joined or modified. */
function isOnlyEmoji(body: string): boolean {
  const emoji = /^\p{Extended_Pictographic}/u;
  if (body.length > 60 || !emoji.test(body.trimStart())) return false;
  const graphemes = [...new Intl.Segmenter().segment(body)].map(({ segment }) => segment.trim());
  const shown = graphemes.filter((grapheme) => grapheme !== '');
  return shown.length <= 4 && shown.every((grapheme) => emoji.test(grapheme));
}
