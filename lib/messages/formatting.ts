/** A text field's content and what is selected in it, as UTF-16 offsets (the DOM's). */
export type Selection = { text: string; start: number; end: number };

/** One replacement, as if it were typed: `insert` takes the place of `from` to `to`, then `start` to `end` is selected. */
export type TextEdit = { from: number; to: number; insert: string; start: number; end: number };

const marks = { bold: '**', italic: '_', code: '`' } as const;
export type Mark = keyof typeof marks | 'link';

/** Wraps the selection in the mark, or takes the mark away where it is already there. */
export function toggleMark(selection: Selection, mark: Mark): TextEdit {
  if (mark === 'link') return unlink(selection) ?? wrapLink(selection);
  if (mark === 'code' && selection.text.slice(selection.start, selection.end).includes('\n'))
    return fence(selection);
  const { text, start, end } = trimmed(selection);
  const sign = marks[mark];
  const inner = text.slice(start, end);
  if (text.slice(0, start).endsWith(sign) && text.slice(end).startsWith(sign))
    return replaced({ from: start - sign.length, to: end + sign.length }, inner);
  if (inner.length >= 2 * sign.length && inner.startsWith(sign) && inner.endsWith(sign))
    return replaced({ from: start, to: end }, inner.slice(sign.length, -sign.length));
  return replaced({ from: start, to: end }, inner, [sign, sign]);
}

/** An address pasted over words makes a link of them; null: the paste is what it always is. */
export function linkPasted({ text, start, end }: Selection, pasted: string): TextEdit | null {
  const words = text.slice(start, end);
  const address = pasted.trim();
  const isLinkable = words.trim() !== '' && !/[\n[\]]/.test(words) && !isAddress(words.trim());
  if (!isLinkable || !isAddress(address)) return null;
  const insert = `[${words}](${/[()<>]/.test(address) ? `<${address}>` : address})`;
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

type Span = { from: number; to: number };

/** `inner` in the place of the span, selected; with what stands around it. */
function replaced({ from, to }: Span, inner: string, [before, after] = ['', '']): TextEdit {
  const start = from + before.length;
  return { from, to, insert: before + inner + after, start, end: start + inner.length };
}

/** A mark that touches a space marks nothing. */
function trimmed({ text, start, end }: Selection): Selection {
  const inner = text.slice(start, end);
  if (inner.trim() === '') return { text, start, end };
  const lead = inner.length - inner.trimStart().length;
  return { text, start: start + lead, end: start + lead + inner.trim().length };
}

/** Several lines of code are a block, which stands on lines of its own. */
function fence({ text, start, end }: Selection): TextEdit {
  const needsLine = start > 0 && text[start - 1] !== '\n';
  const endsLine = text[end] === undefined || text[end] === '\n';
  const around = [`${needsLine ? '\n' : ''}\`\`\`\n`, `\n\`\`\`${endsLine ? '' : '\n'}`] as const;
  return replaced({ from: start, to: end }, text.slice(start, end), [...around]);
}

const PLACEHOLDER = 'url';

/** What remains to be typed is selected: the address, or the words when the selection is an address or nothing. */
function wrapLink({ text, start, end }: Selection): TextEdit {
  const inner = text.slice(start, end);
  if (inner === '' || isAddress(inner))
    return { from: start, to: end, insert: `[](${inner})`, start: start + 1, end: start + 1 };
  const place = start + inner.length + 3;
  const insert = `[${inner}](${PLACEHOLDER})`;
  return { from: start, to: end, insert, start: place, end: place + PLACEHOLDER.length };
}

/** The words of a link become words again; null when the selection is not in the words of one. */
function unlink({ text, start, end }: Selection): TextEdit | null {
  const before = /\[[^[\]\n]*$/.exec(text.slice(0, start))?.[0];
  const after = /^[^[\]\n]*\]\([^()\s]*\)/.exec(text.slice(end))?.[0];
  if (before === undefined || after === undefined) return null;
  const words = text.slice(start - before.length + 1, end + after.indexOf(']'));
  return replaced({ from: start - before.length, to: end + after.length }, words);
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
