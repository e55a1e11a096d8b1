const blocks = new Set([
  'BLOCKQUOTE',
  'DIV',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'LI',
  'OL',
  'P',
  'PRE',
  'TR',
  'UL',
]);
/** What is ours and not the author's: buttons, pictures of buttons, words for the ear. */
const ours = 'button, svg, [aria-hidden="true"], .sr-only';
/** Stands where a block begins or ends: several in a row are one line end. */
const EDGE = '\u0000';

/** The text of a part of a message, as lines. */
export function textOf(fragment: DocumentFragment): string {
  return linesOf(withoutOurs(fragment))
    .replace(new RegExp(`${EDGE}(\\s*${EDGE})*`, 'g'), '\n')
    .trim();
}

/** The markup of a part of a message, without looks. */
export function markupOf(fragment: DocumentFragment): string {
  const holder = document.createElement('div');
  holder.append(withoutOurs(fragment));
  for (const element of holder.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) if (name !== 'href') element.removeAttribute(name);
  }
  return holder.innerHTML;
}

function withoutOurs(fragment: DocumentFragment): DocumentFragment {
  const copy = fragment.cloneNode(true) as DocumentFragment;
  for (const element of copy.querySelectorAll<HTMLElement>('[data-file]')) {
    const name = document.createElement('p');
    name.textContent = element.dataset['file'] ?? '';
    element.replaceWith(name);
  }
  for (const element of copy.querySelectorAll(ours)) element.remove();
  return copy;
}

function linesOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node.nodeName === 'BR') return '\n';
  const inside = [...node.childNodes].map(linesOf).join('');
  if (node.nodeName === 'TD' || node.nodeName === 'TH') return `${inside}\t`;
  const text = node.nodeName === 'LI' ? `- ${inside}` : inside;
  return blocks.has(node.nodeName) ? `${EDGE}${text}${EDGE}` : text;
}
