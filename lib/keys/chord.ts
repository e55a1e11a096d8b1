/**
 * Keys pressed together. `key` is what the layout types, a letter in lower case, or a named key as the DOM calls it;
 * 'Click' is the mouse's. `primary`: ⌘ on Apple's machines, Ctrl elsewhere.
 */
export type Chord = { key: string; primary?: true; alt?: true; shift?: true };

/** The part of a KeyboardEvent that counts. */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'keyCode'
> & { getModifierState: (key: 'AltGraph') => boolean };

/** Whether the event is this chord. What an input method, AltGr or a dead key makes is text, never a chord. */
export function isChord(pressed: Pressed, chord: Chord, { isApple }: { isApple: boolean }): boolean {
  if (isTyping(pressed)) return false;
  const { ctrlKey, metaKey } = pressed;
  const [primary, other] = isApple ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (other || primary !== (chord.primary ?? false) || pressed.altKey !== (chord.alt ?? false)) return false;
  // Which signs need Shift differs from layout to layout: there the sign itself says enough.
  if (!isSign(chord.key) && pressed.shiftKey !== (chord.shift ?? false)) return false;
  return keyOf(pressed) === chord.key;
}

/** Whether it would put a character into a text field. */
export function typesText({ key, primary }: Chord): boolean {
  return [...key].length === 1 && !primary;
}

/** Enter and Escape belong to the input method while it composes; Safari reports the last one as key 229 only. */
function isTyping(pressed: Pressed): boolean {
  const { isComposing, keyCode, key } = pressed;
  return isComposing || keyCode === 229 || key === 'Dead' || pressed.getModifierState('AltGraph');
}

/** A letter is known by what the layout types; where that is no Latin one, by where Latin ones have it. */
function keyOf({ key, code }: Pressed): string {
  const isForeign = key.length === 1 && key > '\u007f' && /\p{L}/u.test(key);
  const place = isForeign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return (place ?? key).length === 1 ? (place ?? key).toLowerCase() : key;
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z]/.test(key);
}
