/** Nothing of ours is deeper encoded than once; whatever needs more rounds than this to settle is refused. */
const DECODE_ROUNDS = 3;

/**
 * `value` if it is a path of this app (with query and fragment), else `/`. Refuses everything a browser or a proxy
 * could read as another site: `//host`, `/\host`, tabs and line ends (dropped by URL parsers), and their encoded forms.
 */
export function ownPath(value: string | null | undefined): string {
  if (!value || !isOwn(value)) return '/';
  let decoded = value.split(/[?#]/)[0] ?? '';
  for (let round = 0; round < DECODE_ROUNDS; round += 1) {
    const next = decodeOnce(decoded);
    if (next === null || !isOwn(next)) return '/';
    if (next === decoded) return value;
    decoded = next;
  }
  return '/';
}

function isOwn(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (!path.startsWith('/') || /[\\\u0000-\u0020\u007f]/.test(path) || /^[^?#]*\/\//.test(path)) return false;
  return (
    URL.canParse(path, 'http://own.invalid') && new URL(path, 'http://own.invalid').host === 'own.invalid'
  );
}

function decodeOnce(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone `%` is no encoding of anything.
    return null;
  }
}
