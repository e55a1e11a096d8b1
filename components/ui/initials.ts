const GROUNDS = 8;

/** Up to two letters that stand for a name: the first of its first and last word, in any script. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    firstLetter(word ?? ''),
  );
  return letters.join('').toLocaleUpperCase() || '?';
}

/** Which of the eight avatar grounds belongs to an id: always the same one, on every device. */
export function groundOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash % GROUNDS;
}

/** The first letter or digit; else the first whole symbol, so that an emoji is not cut in half. */
function firstLetter(word: string): string {
  const letter = /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0];
  if (letter) return letter;
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  return first?.segment ?? '';
}
