/** A text field's content and what is selected in it, as UTF-16 offsets (the DOM's). */
export type Selection = { text: string; start: number; end: number };

const marks = { bold: '**', italic: '_', code: '`' } as const;
export type Mark = keyof typeof marks | 'link';

type Chord = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean };

/** Ctrl/⌘ with B, I, E, or Shift+L; null for any other key. */
export function markOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Chord): Mark | null {
  if (altKey || ctrlKey === metaKey) return null;
  const letter = key.toLowerCase();
  if (shiftKey) return letter === 'l' ? 'link' : null;
  if (letter === 'b') return 'bold';
  if (letter === 'i') return 'italic';
  return letter === 'e' ? 'code' : null;
}

/** Wraps the selection in the mark, or takes the mark away where it is already there. */
export function toggleMark(selection: Selection, mark: Mark): Selection {
  if (mark === 'link') return wrapLink(selection);
  const { text, start, end } = selection;
  const sign = marks[mark];
  const inner = text.slice(start, end);
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (before.endsWith(sign) && after.startsWith(sign)) {
    const cut = before.length - sign.length;
    return {
      text: before.slice(0, cut) + inner + after.slice(sign.length),
      start: cut,
      end: cut + inner.length,
    };
  }
  return {
    text: `${before}${sign}${inner}${sign}${after}`,
    start: start + sign.length,
    end: end + sign.length,
  };
}

/** The address is what remains to be typed, unless the selection is one: then the words are. */
function wrapLink({ text, start, end }: Selection): Selection {
  const inner = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(inner);
  const linked = isAddress ? `[](${inner})` : `[${inner}]()`;
  const caret = start + (isAddress ? 1 : linked.length - 1);
  return { text: text.slice(0, start) + linked + text.slice(end), start: caret, end: caret };
}
