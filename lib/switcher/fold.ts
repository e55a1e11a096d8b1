/** Letters that no decomposition takes apart. */
const apart: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};

/** How a name is typed by somebody in a hurry: small, without accents, one space between words. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøłđæœıþ]/g, (letter) => apart[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}
