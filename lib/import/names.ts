/*
 * Names of rooms and people come from elsewhere and have to keep the rules of ours (lib/text): one line, nothing
 * invisible, so many characters.
 */

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u17b4\u17b5\u3164\uffa0]|\u034f/gu;

/** The name in normal form, of whatever length: who has the same one is the same. Empty when nothing visible is left. */
export function fitName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\s\u2000-\u200a]+/g, ' ')
    .replace(invisible, '')
    .trim();
}

/** At most `max` characters (code points), `ending` among them; cut at the end with an ellipsis. */
export function shorten(name: string, max: number, ending = ''): string {
  const characters = [...name];
  const room = max - [...ending].length;
  if (characters.length <= room) return name + ending;
  return `${characters
    .slice(0, room - 1)
    .join('')
    .trimEnd()}…${ending}`;
}

/** What a name becomes that somebody else has: `Ada (imported)`, `general (imported 2)`. `attempt` counts from 0. */
export function imported(name: string, max: number, attempt = 0): string {
  return shorten(name, max, attempt === 0 ? ' (imported)' : ` (imported ${attempt + 1})`);
}
