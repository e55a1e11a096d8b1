/** What the people and rooms that a text names are called. */
export type Names = { person: (id: string) => string | undefined; room: (id: string) => string | undefined };

const code = /(```[\s\S]+?```|`[^`\n]+`)/;

/**
 * Slack's own markup as the CommonMark that says the same: `*bold*`, `~struck~`, `<https://…|text>`, `<@U1>`, `&lt;`.
 * People and rooms are named as text. Short names of emoji stay as they are.
 */
export function toMarkdown(text: string, names: Names): string {
  return text
    .split(code)
    .map((piece, index) => (index % 2 === 1 ? codeOf(piece, names) : prose(piece, names)))
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
}

/** In code nothing is markup but what Slack itself put there. A block stands on lines of its own. */
function codeOf(piece: string, names: Names): string {
  const plain = decode(piece.replace(/<([^<>\n]+)>/g, (_, token: string) => labelOf(token, names)));
  if (!plain.startsWith('```')) return plain;
  return `\n\`\`\`\n${plain.slice(3, -3).replace(/^\n|\n$/g, '')}\n\`\`\`\n`;
}

function prose(piece: string, names: Names): string {
  // Links and names are set aside meanwhile: a `*` or `~` inside them is no markup.
  const aside: string[] = [];
  const marked = piece
    .replace(/<([^<>\n]+)>/g, (_, token: string) => `\ue000${aside.push(tokenOf(token, names)) - 1}\ue001`)
    .replace(/^(#+)(?= )/gm, '\\$1')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '**$1**')
    .replace(/(?<![\p{L}\p{N}~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\p{L}\p{N}~])/gu, '~~$1~~')
    .replace(/^&gt;&gt;&gt; ?([\s\S]*)/m, (_, rest: string) => rest.replace(/^/gm, '&gt; '));
  return decode(marked).replace(/\ue000(\d+)\ue001/g, (_, index: string) => aside[Number(index)] ?? '');
}

/** `@U1|ada`, `#C1|garden`, `!here`, `https://…|text`: what stands between `<` and `>`. */
function tokenOf(token: string, names: Names): string {
  const [target = '', label] = parts(token);
  if (/^[@#!]/.test(target)) return labelOf(token, names);
  if (label === undefined || sameAddress(target, label)) return target.replace(/^mailto:/, '');
  const url = /[()\s]/.test(target) ? `<${target}>` : target;
  return `[${label.replace(/[[\]]/g, '\\$&')}](${url})`;
}

/** The same as plain text. */
function labelOf(token: string, names: Names): string {
  const [target = '', label] = parts(token);
  const id = target.slice(1);
  switch (target[0]) {
    case '@':
      return `@${names.person(id) ?? label ?? id}`;
    case '#':
      return `#${names.room(id) ?? label ?? id}`;
    case '!':
      return label ?? `@${id.replace(/\^.*/, '')}`;
    default:
      return target.replace(/^mailto:/, '');
  }
}

function parts(token: string): string[] {
  const bar = token.indexOf('|');
  return (bar < 0 ? [token] : [token.slice(0, bar), token.slice(bar + 1)]).map(decode);
}

/** `<https://example.org|example.org>` says the address twice. */
function sameAddress(target: string, label: string): boolean {
  return (
    target.replace(/^(https?:\/\/|mailto:)/, '').replace(/\/$/, '') === label.replace(/^https?:\/\//, '')
  );
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
