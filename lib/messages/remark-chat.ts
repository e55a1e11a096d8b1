type Node = { type: string; value?: string; identifier?: string; label?: string | null; children?: Node[] };

/**
 * Markdown as people type it in a chat: a line end is a line end, HTML is text, and footnotes, whose anchors would be
 * shared by all messages of the page, are what they say.
 */
export function remarkChat() {
  return (tree: Node) => reshape(tree);
}

const flow = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

// The parser's own depth is bounded by isTooIntricate, so recursion is safe here.
function reshape(node: Node): void {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => replace(child, node));
  for (const child of node.children) reshape(child);
}

function replace(node: Node, parent: Node): Node[] {
  const name = node.label ?? node.identifier ?? '';
  if (node.type === 'footnoteReference') return [{ type: 'text', value: `[^${name}]` }];
  if (node.type === 'footnoteDefinition') return node.children ?? [];
  if (node.type === 'html') {
    const lines = breakLines(node.value ?? '');
    return flow.has(parent.type) ? [{ type: 'paragraph', children: lines }] : lines;
  }
  return node.type === 'text' && node.value?.includes('\n') ? breakLines(node.value) : [node];
}

function breakLines(text: string): Node[] {
  return text
    .split('\n')
    .flatMap((value, index) =>
      index === 0 ? [{ type: 'text', value }] : [{ type: 'break' }, { type: 'text', value }],
    );
}
