import { expect, test } from 'vitest';
import { readEnv } from './env';

const enough = { DATABASE_URL: 'postgres://localhost/parlance', AUTH_SECRET: 'x'.repeat(32) };

test('what is unset has its default; PUBLIC_URL follows PORT, then Vercel', () => {
  expect(readEnv(enough)).toMatchObject({
    PORT: 3000,
    BIND: '127.0.0.1',
    PUBLIC_URL: 'http://localhost:3000',
  });
  expect(readEnv({ ...enough, PORT: '4000' }).PUBLIC_URL).toBe('http://localhost:4000');
  expect(readEnv({ ...enough, VERCEL_PROJECT_PRODUCTION_URL: 'chat.example' }).PUBLIC_URL).toBe(
    'https://chat.example',
  );
  expect(readEnv({ ...enough, PUBLIC_URL: 'https://chat.example/path/' }).PUBLIC_URL).toBe(
    'https://chat.example',
  );
});

test.each([
  [{ DATABASE_URL: undefined }, 'DATABASE_URL is not set; .env.example says what it is for.'],
  [{ DATABASE_URL: '' }, 'DATABASE_URL is not set; .env.example says what it is for.'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be a postgres:// address.'],
  [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET must have at least 32 characters.'],
  [{ PUBLIC_URL: 'chat.example' }, 'PUBLIC_URL must be an http(s):// address.'],
])('%j is one sentence', (change, sentence) => {
  expect(() => readEnv({ ...enough, ...change })).toThrow(new Error(sentence));
});

test('every wrong variable is named, each on its line', () => {
  const wrong = () => readEnv({ PORT: '99999', AUTH_SECRET: 'short' });
  expect(wrong).toThrow(/^DATABASE_URL .*\nPORT .*\nAUTH_SECRET .*$/);
});
