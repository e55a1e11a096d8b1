import { type Chord, isChord, type Pressed, typesText } from './chord';
import { type KeyId, type KeyIn, keyRow, type Place } from './keys';

/** False: it had nothing to do, and the browser may do with the key what it always does. */
export type Handler = () => unknown;

/** What each key of a place does: one that is missing does not compile. */
export type Handlers<P extends Place> = Record<KeyIn<P>, Handler>;

/** What the key would go into: a text field, empty or not, or none. */
export type TextAround = 'none' | 'empty' | 'text';

/** The one of `ids` that was pressed. */
export function findPressed<Id extends KeyId>(
  pressed: Pressed,
  ids: readonly Id[],
  { isApple, text }: { isApple: boolean; text: TextAround },
): Id | undefined {
  const counts = (chord: Chord, onlyEmpty: boolean | undefined) =>
    isChord(pressed, chord, { isApple }) &&
    !(text !== 'none' && typesText(chord)) &&
    !(text === 'text' && onlyEmpty);
  return ids.find((id) => keyRow(id).chords.some((chord) => counts(chord, keyRow(id).onlyEmpty)));
}
