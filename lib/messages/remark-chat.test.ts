import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { remarkChat } from './remark-chat';

type Node = { type: string; value?: string; children?: Node[] };
const types = ({ type, value, children }: Node): string =>
  value === undefined ? `${type}(${(children ?? []).map(types).join(' ')})` : `${type}:${value}`;
const parse = (text: string) => {
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkChat);
  return types(processor.runSync(processor.parse(text)) as Node);
};

it('keeps a line end as the author typed it', () => {
  expect(parse('one\n*two*\nthree')).toBe(
    'root(paragraph(text:one break() text: emphasis(text:two) text: break() text:three))',
  );
});

it('takes HTML for text, in a line and as a block', () => {
  expect(parse('a <b>c</b>')).toBe('root(paragraph(text:a  text:<b> text:c text:</b>))');
  expect(parse('<div>\n<script>')).toBe('root(paragraph(text:<div> break() text:<script>))');
});

it('makes no anchors of footnotes', () => {
  expect(parse('a[^1]\n\n[^1]: why')).toBe('root(paragraph(text:a text:[^1]) paragraph(text:why))');
});
