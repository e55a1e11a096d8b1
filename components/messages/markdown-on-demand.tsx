'use client';
import { type ComponentType, type ReactNode, use, useEffect, useSyncExternalStore } from 'react';
import type { BodyProps } from './markdown-body';
import { renderPlain } from './plain-body';

type Body = ComponentType<BodyProps>;

let code: Body | null = null;
let loading: Promise<Body> | null = null;
const listeners = new Set<() => void>();

/**
 * The parser is a sixth of the scripts of an open room, and many rooms hold nothing to parse: it is fetched with the
 * first text that has a mark in it. The server has it at hand, so the first paint is formatted in any case.
 */
export function MarkdownOnDemand(props: BodyProps): ReactNode {
  const Shown = code ?? use(fetchOnce());
  return <Shown {...props} />;
}

/** False while texts with marks would be drawn as they were typed, only to change under the eye. */
export function useMarkdownIsHere(isNeeded: () => boolean): boolean {
  const isHere = useSyncExternalStore(
    subscribe,
    () => code !== null,
    () => false,
  );
  const isReady = isHere || !isNeeded();
  useEffect(() => {
    if (!isReady) void fetchOnce();
  }, [isReady]);
  return isReady;
}

function fetchOnce(): Promise<Body> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Body> {
  try {
    code = (await import('./markdown-body')).MarkdownBody;
  } catch {
    // Offline, or a newer release has replaced the file: texts stay as they were typed until the page is loaded anew.
    code = AsTyped;
  }
  for (const listener of listeners) listener();
  return code;
}

function AsTyped({ body }: BodyProps): ReactNode {
  return renderPlain(body);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
