import { expect, test } from 'vitest';
import { publicEndpoint } from './public-endpoint';

const embedded = { endpoint: 'http://127.0.0.1:9000' };

test('a store of this machine is reached by the name people reach the app by, and its own port', () => {
  expect(publicEndpoint(embedded, 'localhost:3000')).toBe('http://localhost:9000');
  expect(publicEndpoint(embedded, '192.168.1.7:3000')).toBe('http://192.168.1.7:9000');
  expect(publicEndpoint(embedded, 'chat.local')).toBe('http://chat.local:9000');
  expect(publicEndpoint(embedded, '[fe80::1]:3000')).toBe('http://[fe80::1]:9000');
  expect(publicEndpoint(embedded)).toBe('http://127.0.0.1:9000');
});

test('a header that is no host changes nothing', () => {
  for (const host of [
    '',
    'a b',
    'evil@x',
    'x/../y',
    'x?y',
    'x#y',
    'a:b:c',
    '\u0000',
    `${'a'.repeat(300)}`,
    '%41',
  ])
    expect(publicEndpoint(embedded, host)).toBe('http://127.0.0.1:9000');
});

test('a store elsewhere is where it says, and what is set wins', () => {
  expect(publicEndpoint({ endpoint: 'https://s3.example' }, 'chat.example')).toBe('https://s3.example');
  const set = { ...embedded, publicEndpoint: 'https://files.example' };
  expect(publicEndpoint(set, 'chat.example')).toBe('https://files.example');
});
