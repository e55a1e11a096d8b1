import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { isPlain, isTooIntricate } from './markdown-cost';

const repeated = (piece: string) => piece.repeat(Math.ceil(8_000 / piece.length)).slice(0, 8_000);

describe('isPlain', () => {
  it.each(['hello', 'two\nlines', 'a - b', 'שלום עולם', '3.5 of 4', 'done!'])('takes %j as it is', (body) => {
    expect(isPlain(body)).toBe(true);
  });
  it.each([
    '*a*',
    '- a',
    '+ a',
    '1. a',
    '> a',
    '# a',
    '`a`',
    'https://a.example',
    'WWW.a.example',
    'a@b.example',
    '<b>',
    '&amp;',
    'a\\',
    '    code',
    'title\n===',
    'a\n---',
    '~~a~~',
    '|a|',
    '[a]',
    'HTTP://a.example',
  ])('sends %j to the parser', (body) => {
    expect(isPlain(body)).toBe(false);
  });
});

describe('isTooIntricate', () => {
  it.each(['[', '*a', 'a*', '>', '> - ', '1. ', '+ ', '- a\n', '[](', '_a ', '~a ', '\n> '])(
    'shows 8,000 characters of %j as typed',
    (piece) => {
      expect(isTooIntricate(repeated(piece))).toBe(true);
    },
  );

  it('lets ordinary long messages through', () => {
    const prose = repeated(
      'A *quite* normal sentence with a [link](https://a.example) and `code`.\n\n',
    ).slice(0, 4_000);
    expect(isTooIntricate(prose)).toBe(false);
    expect(isTooIntricate(`\`\`\`ts\n${repeated('const a = b[0] * c[1];\n')}\n\`\`\``)).toBe(false);
    expect(isTooIntricate(repeated('plain words '))).toBe(false);
    expect(isTooIntricate('- one\n- two\n  - three\n    - four\n'.repeat(10))).toBe(false);
  });

  it('does not let an HTML block hide marks behind something that only looks like a fence', () => {
    expect(isTooIntricate(`<div>\n\`\`\`\n\n${repeated('a*')}`)).toBe(true);
  });

  it('passes nothing that the parser needs more than a moment for', () => {
    const parser = unified().use(remarkParse).use(remarkGfm);
    parser.parse('*warm* up');
    for (const piece of [
      '[',
      'a*',
      '>',
      '1. ',
      '- a\n',
      '![',
      '[^a]',
      '<',
      '\\',
      'a@b.',
      'http://a.b ',
      '&amp;',
      '`a',
    ]) {
      const body = repeated(piece);
      if (isTooIntricate(body)) continue;
      // Of the processor, not of the clock: other tests run beside this one.
      const spent = () => {
        const start = process.cpuUsage();
        parser.parse(body);
        return process.cpuUsage(start).user / 1_000;
      };
      const milliseconds = Math.min(spent(), spent(), spent());
      // Ten times the budget. What would slip through without a limit needs seconds.
      expect(milliseconds, piece).toBeLessThan(200);
    }
  });
});
