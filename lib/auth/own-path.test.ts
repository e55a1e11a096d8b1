import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path';

describe('ownPath', () => {
  it.each([
    '/',
    '/rooms/0198f4b0-0000-7000-8000-000000000000',
    '/rooms/a?around=12#m12',
    '/people?q=Ren%C3%A9',
    '/sign-in?to=https://example.com',
  ])('keeps %s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/%2Fevil.example',
    '/%2f%2fevil.example',
    '/%5Cevil.example',
    '/%255cevil.example',
    '/%25252fevil.example',
    '/%09/evil.example',
    '/rooms//evil.example',
    '/%',
    '/ /evil.example',
    'https://evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'rooms/a',
    '?to=/',
    '',
    null,
    undefined,
  ])('refuses %j', (value) => {
    expect(ownPath(value)).toBe('/');
  });
});
