/** The room a path leads to; null for every other page. */
export function roomInPath(pathname: string): string | null {
  return /^\/rooms\/([^/]+)$/.exec(pathname)?.[1] ?? null;
}
