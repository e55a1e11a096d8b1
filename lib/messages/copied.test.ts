import { expect, it } from 'vitest';
import { copiedHtml, copiedText } from './copied';

const messages = [
  { name: 'Ada', time: '20 November 2026 at 14:03', text: 'one\ntwo', html: '<p>one</p><p>two</p>' },
  { name: '<Grace> & "co"', time: '20 November 2026 at 14:05', text: 'three', html: '<p>three</p>' },
];

it('puts each message under its author and time', () => {
  expect(copiedText(messages)).toBe(
    'Ada, 20 November 2026 at 14:03\none\ntwo\n\n<Grace> & "co", 20 November 2026 at 14:05\nthree',
  );
});

it('lets no name become markup', () => {
  expect(copiedHtml(messages)).toContain('<strong>&#60;Grace&#62; &#38; &#34;co&#34;</strong>');
  expect(copiedHtml(messages)).toContain('<div><p>one</p><p>two</p></div>');
});
