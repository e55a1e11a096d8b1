import { expect, it } from 'vitest';
import { safeLink } from './safe-link';

it.each(['https://a.example/b?c#d', 'http://localhost:3000', 'mailto:ada@example.org', 'HTTPS://A.example'])(
  'keeps %s',
  (href) => expect(safeLink(href)).toBe(href),
);

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  '//a.example',
  '/own',
  'a',
  '',
  undefined,
])('drops %j', (href) => expect(safeLink(href)).toBeNull());
