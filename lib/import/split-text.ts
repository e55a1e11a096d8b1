import { BODY_MAX } from '@/lib/messages/contract';
import { countCharacters, normalizeBody } from '@/lib/text';

/**
 * Text in pieces that are messages: at most BODY_MAX characters each, cut after a line if one ends in the second half
 * of the piece, else between words, else anywhere but inside a character. Nothing but blanks at the cuts is lost.
 */
export function splitText(text: string): string[] {
  // A character is one or two code units, so a text this short needs no counting.
  if (text.length <= BODY_MAX || countCharacters(text) <= BODY_MAX) return [text];
  const pieces: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const end = cut(rest);
    const piece = normalizeBody(rest.slice(0, end));
    if (piece.trim() !== '') pieces.push(piece);
    rest = rest.slice(end);
  }
  return pieces;
}

/** Where the first piece of `text` ends, in code units. */
function cut(text: string): number {
  let most = 0;
  for (let count = 0; count < BODY_MAX && most < text.length; count += 1)
    most += (text.codePointAt(most) ?? 0) > 0xffff ? 2 : 1;
  if (most === text.length) return most;
  const half = most / 2;
  const line = text.lastIndexOf('\n', most - 1) + 1;
  if (line > half) return line;
  const word = text.lastIndexOf(' ', most - 1) + 1;
  return word > half ? word : most;
}
