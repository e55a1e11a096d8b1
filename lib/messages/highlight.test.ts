import { expect, it } from 'vitest';
import { learnLanguages } from './highlight';

const highlight = await learnLanguages(async () => {});

it('names what it knows and loses no character', () => {
  const code = 'const a = "b"; // c\n';
  const tokens = highlight(code, 'ts') ?? [];
  expect(tokens.map((token) => token.text).join('')).toBe(code);
  expect(tokens.find((token) => token.text === 'const')?.scopes).toEqual(['hljs-keyword']);
  expect(tokens.find((token) => token.text.includes('// c'))?.scopes).toEqual(['hljs-comment']);
});

it('leaves a language it does not know alone', () => {
  expect(highlight('x', 'no-such-language')).toBeNull();
  expect(highlight('x', '__proto__')).toBeNull();
});
