import { type AvatarColor, avatarColor } from '@/lib/users/contract';

/** Sixteen hues, light and deep by turns: as many as one can still tell apart side by side. */
const grounds = avatarColor.options;

/** More people than a log shows. */
const KNOWN_MAX = 500;
const known = new Map<string, string>();

/** Up to two letters that stand for a name: the first of its first and last word, in any script. */
export function initialsOf(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const initials = lettersOf(name);
  known.set(name, initials);
  return initials;
}

/** Slow (0.1 ms), for what a letter is a table has to be asked. */
function lettersOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    firstLetter(word ?? ''),
  );
  return letters.join('').toLocaleUpperCase() || '?';
}

/** What stands behind somebody's initials: the colour they chose, else the one of their id. */
export function groundOf(id: string, avatar: string | null): AvatarColor {
  return grounds.find((color) => color === avatar) ?? groundOfId(id);
}

/**
 * Which of the avatar grounds belongs to an id: always the same one, on every device. FNV-1a with the last step of
 * MurmurHash3: ids made in the same moment differ in few characters, and must not end in the same few colours.
 */
export function groundOfId(id: string): AvatarColor {
  let hash = 0x811c9dc5;
  for (let place = 0; place < id.length; place += 1)
    hash = Math.imul(hash ^ id.charCodeAt(place), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  const place = ((hash ^ (hash >>> 16)) >>> 0) % grounds.length;
  return grounds[place] ?? 'red';
}

const letterOrDigit = /[\p{L}\p{N}]\p{M}*/u;

/** The first letter or digit; else the first whole symbol, so that an emoji is not cut in half. */
function firstLetter(word: string): string {
  const letter = letterOrDigit.exec(word)?.[0];
  if (letter) return letter;
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  return first?.segment ?? '';
}
