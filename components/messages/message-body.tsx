'use client';
import type { ReactNode } from 'react';
import { renderBody } from './markdown';

type Props = { id: string; version: number; body: string };

/** Enough for all rows of a long scroll; the oldest goes first. */
const CACHE_MAX = 600;
const cache = new Map<string, ReactNode>();

/** Longer lines are hard to read; code and tables may need the width. */
const measure = '[&>:is(p,ul,ol,blockquote)]:max-w-[46rem]';

/** What a person wrote. Scrolling mounts rows again and again, so the parsed tree is kept by id and version. */
export function MessageBody({ id, version, body }: Props) {
  return (
    <div
      className={`flex min-w-0 flex-col gap-2 [overflow-wrap:anywhere] ${measure} ${isOnlyEmoji(body) ? 'text-[1.75rem] leading-10' : ''}`}
    >
      {remembered(`${id}:${version}`, body)}
    </div>
  );
}

function remembered(key: string, body: string): ReactNode {
  // A server renders for many people and keeps nothing of anybody's.
  if (typeof window === 'undefined') return renderBody(body);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const tree = renderBody(body);
  const [oldest] = cache.keys();
  if (cache.size >= CACHE_MAX && oldest !== undefined) cache.delete(oldest);
  cache.set(key, tree);
  return tree;
}

/** One to four emoji and nothing else; each is one code point, or several that are joined or modified. */
function isOnlyEmoji(body: string): boolean {
  if (body.length > 60) return false;
  const emoji = /^\p{Extended_Pictographic}/u;
  const graphemes = [...new Intl.Segmenter().segment(body)].map(({ segment }) => segment.trim());
  const shown = graphemes.filter((grapheme) => grapheme !== '');
  return shown.length <= 4 && shown.every((grapheme) => emoji.test(grapheme));
}
