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
/** What shows files: a list of them, a part of one, a single one. */
const filed = 'ul:has([data-file]), li:has([data-file]), [data-file]';
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
  for (const element of copy.querySelectorAll(filed))
    if (copy.contains(element)) element.replaceWith(namesIn(element));
  for (const element of copy.querySelectorAll(ours)) element.remove();
  return copy;
}

/** Files by their names, a line each. */
function namesIn(element: Element): HTMLElement {
  const list = document.createElement('div');
  const files = element.matches('[data-file]') ? [element] : element.querySelectorAll('[data-file]');
  for (const file of files) {
    const line = document.createElement('p');
    line.textContent = file.getAttribute('data-file');
    list.append(line);
  }
  return list;
}

function linesOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node.nodeName === 'BR') return '\n';
  const inside = [...node.childNodes].map(linesOf).join('');
  if (node.nodeName === 'TD' || node.nodeName === 'TH') return `${inside}\t`;
  const text = node.nodeName === 'LI' ? `- ${inside}` : inside;
  return blocks.has(node.nodeName) ? `${EDGE}${text}${EDGE}` : text;
}
