import { common, createLowlight } from 'lowlight';

/** A piece of code and the names of what it is, outermost first. */
export type Token = { text: string; scopes: readonly string[] };

type Node = {
  type: string;
  value?: string;
  properties?: { className?: unknown };
  children?: readonly Node[];
};

const lowlight = createLowlight(common);

/** The code in coloured pieces; null for a language we do not know (then it stays as it is). */
export function highlight(code: string, language: string): Token[] | null {
  if (!lowlight.registered(language)) return null;
  const tokens: Token[] = [];
  collect(lowlight.highlight(language, code), [], tokens);
  return tokens;
}

function collect(node: Node, scopes: readonly string[], tokens: Token[]): void {
  if (node.value !== undefined) tokens.push({ text: node.value, scopes });
  const own = Array.isArray(node.properties?.className) ? node.properties.className.map(String) : [];
  for (const child of node.children ?? []) collect(child, [...scopes, ...own], tokens);
}
