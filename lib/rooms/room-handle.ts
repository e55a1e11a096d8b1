import type { Entry } from './contract';

/** How a room is called within a sentence: `#name` where everybody may come in; a private room has a lock, no sign. */
export function roomHandle({ kind }: Pick<Entry, 'kind'>, title: string): string {
  return kind === 'public' ? `#${title}` : title;
}
