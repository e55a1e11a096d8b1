'use client';
import { useSyncExternalStore } from 'react';
import type { highlight as Highlight } from '@/lib/messages/highlight';

let highlighter: typeof Highlight | null = null;
let isLoading = false;
const listeners = new Set<() => void>();

/** The highlighter, fetched when the first code block is on the page; null until then. */
export function useHighlighter(): typeof Highlight | null {
  return useSyncExternalStore(
    subscribe,
    () => highlighter,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!highlighter && !isLoading) void load();
  return () => listeners.delete(listener);
}

async function load(): Promise<void> {
  isLoading = true;
  try {
    highlighter = (await import('@/lib/messages/highlight')).highlight;
    for (const listener of listeners) listener();
  } catch {
    // Offline, or a newer release has replaced the file: code stays readable without colours, the next block asks again.
  } finally {
    isLoading = false;
  }
}
