import { common, createLowlight } from 'lowlight';

/** A piece of code and the names of what it is, outermost first. */
export type Token = { text: string; scopes: readonly string[] };

type Node = {
  type: string;
  value?: string;
  properties?: { className?: unknown };
  children?: readonly Node[];
};

/** The code in coloured pieces; null for a language we do not know (then it stays as it is). */
export type Highlight = (code: string, language: string) => Token[] | null;

/** So many grammars are learnt at a time: all of them at once take longer than a frame. */
const GRAMMARS = 6;

/** Learns the languages, and lets others work in between: `rest` settles when it may go on. */
export async function learnLanguages(rest: () => Promise<void>): Promise<Highlight> {
  const lowlight = createLowlight();
  for (const [place, [language, grammar]] of Object.entries(common).entries()) {
    if (place % GRAMMARS === 0) await rest();
    lowlight.register(language, grammar);
  }
  return (code, language) => {
    if (!lowlight.registered(language)) return null;
    const tokens: Token[] = [];
    collect(lowlight.highlight(language, code), [], tokens);
    return tokens;
  };
}

function collect(node: Node, scopes: readonly string[], tokens: Token[]): void {
  if (node.value !== undefined) tokens.push({ text: node.value, scopes });
  const own = Array.isArray(node.properties?.className) ? node.properties.className.map(String) : [];
  for (const child of node.children ?? []) collect(child, [...scopes, ...own], tokens);
}
