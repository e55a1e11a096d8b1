'use client';
import type { ReactNode } from 'react';
import { renderBody } from './markdown';

export type BodyProps = { id: string; version: number; body: string };

/** Enough for all rows of a long scroll; the oldest goes first. */
const CACHE_MAX = 600;
const cache = new Map<string, ReactNode>();

/** A text with marks in it. Scrolling mounts rows again and again, so the parsed tree is kept by id and version. */
export function MarkdownBody({ id, version, body }: BodyProps): ReactNode {
  // A server renders for many people and keeps nothing of anybody's.
  if (typeof window === 'undefined') return renderBody(body);
  const key = `${id}:${version}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const tree = renderBody(body);
  const [oldest] = cache.keys();
  if (cache.size >= CACHE_MAX && oldest !== undefined) cache.delete(oldest);
  cache.set(key, tree);
  return tree;
}
