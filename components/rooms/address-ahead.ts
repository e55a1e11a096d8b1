import { readAddress } from './room-path';

/** The address the framework shows. */
let told: string | null = null;
/** A room's address that the browser has and the framework does not know yet. */
let ahead: string | null = null;
const listeners = new Set<() => void>();

export function addressAhead(): string | null {
  return ahead;
}

/** By our own doing, or by back and forward. */
export function addressChanged(): void {
  const { pathname, search } = window.location;
  const query = new URLSearchParams(search);
  const here = hrefOf(pathname, query);
  const next = here !== told && readAddress(pathname, query) ? here : null;
  if (next === ahead) return;
  ahead = next;
  for (const listener of listeners) listener();
}

/** The framework has got there, or has led elsewhere itself. */
export function addressTold(href: string): void {
  told = href;
  addressChanged();
}

export function watchAddress(listener: () => void): () => void {
  // One for all of them: what they draw is drawn together.
  if (listeners.size === 0) window.addEventListener('popstate', addressChanged);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', addressChanged);
  };
}

/** Written in one way only, so that two can be compared. */
export function hrefOf(pathname: string, query: URLSearchParams): string {
  return `${pathname}?${query}`;
}
