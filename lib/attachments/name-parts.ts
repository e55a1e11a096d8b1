/** So much of a name's end is always shown: its ending, and what tells "plan (1).pdf" from "plan (2).pdf". */
const END = 10;
/** A shorter name is not taken apart. */
const WHOLE = 20;

/**
 * A file's name as a part that may be cut where there is no room, and one that may not. Together they are the name;
 * no character is torn apart.
 */
export function nameParts(name: string): [start: string, end: string] {
  const characters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  if (characters.length <= WHOLE) return [name, ''];
  return [characters.slice(0, -END).join(''), characters.slice(-END).join('')];
}
