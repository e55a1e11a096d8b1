const emoji = /^\p{Extended_Pictographic}/u;

/** One to four emoji and nothing else; each is one code point, or several that are joined or modified. */
export function isOnlyEmoji(body: string): boolean {
  // Asked of every message there is: nearly all begin with a letter.
  if (body.length > 60 || body.charCodeAt(0) < 0x80) return false;
  if (!emoji.test(body.trimStart())) return false;
  const graphemes = [...new Intl.Segmenter().segment(body)].map(({ segment }) => segment.trim());
  const shown = graphemes.filter((grapheme) => grapheme !== '');
  return shown.length <= 4 && shown.every((grapheme) => emoji.test(grapheme));
}
