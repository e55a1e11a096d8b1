'use client';
import { useDeferredValue, useSyncExternalStore } from 'react';
import type { Highlight } from '@/lib/messages/highlight';

let highlighter: Highlight | null = null;
let isLoading = false;
const listeners = new Set<() => void>();

/** The highlighter, fetched when the first code block is on the page; null until then. Colours are in no haste. */
export function useHighlighter(): Highlight | null {
  const here = useSyncExternalStore(
    subscribe,
    () => highlighter,
    () => null,
  );
  return useDeferredValue(here);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!highlighter && !isLoading) void load();
  return () => listeners.delete(listener);
}

async function load(): Promise<void> {
  isLoading = true;
  try {
    const { learnLanguages } = await import('@/lib/messages/highlight');
    highlighter = await learnLanguages(nextTask);
    for (const listener of listeners) listener();
  } catch {
    // Offline, or a newer release has replaced the file: code stays readable without colours, the next block asks again.
  } finally {
    isLoading = false;
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
