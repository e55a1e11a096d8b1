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

test('a preview on Vercel is a place of its own, whatever PUBLIC_URL says', () => {
  const preview = { ...enough, PUBLIC_URL: 'https://chat.example', VERCEL_BRANCH_URL: 'p-git-x.vercel.app' };
  expect(readEnv({ ...preview, VERCEL_ENV: 'preview' }).PUBLIC_URL).toBe('https://p-git-x.vercel.app');
  expect(readEnv({ ...preview, VERCEL_ENV: 'production' }).PUBLIC_URL).toBe('https://chat.example');
});

test.each([
  [{ DATABASE_URL: undefined }, 'DATABASE_URL is not set; .env.example says what it is for.'],
  [{ DATABASE_URL: '' }, 'DATABASE_URL is not set; .env.example says what it is for.'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be a postgres:// address.'],
  [{ DATABASE_URL: 'chat' }, 'DATABASE_URL must be a postgres:// address.'],
  [{ DATABASE_DRIVER: 'mysql' }, 'DATABASE_DRIVER must be pg or neon.'],
  [{ DATABASE_POOL: '0' }, 'DATABASE_POOL must be a whole number from 1 to 200.'],
  [{ NEON_PROXY: 'wss://proxy.example' }, 'NEON_PROXY must be a host and a port, like 127.0.0.1:5488.'],
  [{ SETUP_CODE: 'short' }, 'SETUP_CODE must have at least 8 characters.'],
  [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN must have at least 16 characters, and no space.'],
  [{ AUTH_SECRET: undefined }, 'AUTH_SECRET is not set; .env.example says what it is for.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent.'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
    'OTEL_EXPORTER_OTLP_ENDPOINT must be an http(s):// address.',
  ],
  [{ REDIS_URL: 'http://localhost:6379' }, 'REDIS_URL must be a redis:// or rediss:// address.'],
  [{ PORT: 'eighty' }, 'PORT must be a whole number from 1 to 65535.'],
  [{ MAX_STREAMS: '0' }, 'MAX_STREAMS must be a whole number from 1 to 1000000.'],
  [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET must have at least 32 characters.'],
  [{ PUBLIC_URL: 'chat.example' }, 'PUBLIC_URL must be an http(s):// address.'],
  [
    { GITHUB_CLIENT_ID: 'x' },
    'GITHUB_CLIENT_SECRET is not set, and GITHUB_CLIENT_ID does nothing without it.',
  ],
  [
    { GOOGLE_CLIENT_SECRET: 'x', GOOGLE_CLIENT_ID: '' },
    'GOOGLE_CLIENT_ID is not set, and GOOGLE_CLIENT_SECRET does nothing without it.',
  ],
  [
    { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'x' },
    'OIDC_CLIENT_SECRET is not set, and OIDC_ISSUER does nothing without it.',
  ],
  [
    { S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'x' },
    'S3_SECRET_ACCESS_KEY is not set, and S3_ENDPOINT does nothing without it.',
  ],
  [{ S3_PUBLIC_ENDPOINT: 'files.example' }, 'S3_PUBLIC_ENDPOINT must be an http(s):// address.'],
  [
    { S3_PUBLIC_ENDPOINT: 'https://s3.example/files' },
    'S3_PUBLIC_ENDPOINT must be an address without a path.',
  ],
  [{ S3_FORCE_PATH_STYLE: 'yes' }, 'S3_FORCE_PATH_STYLE must be true or false.'],
  [{ OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER must be an https:// address.'],
  [{ OIDC_ISSUER: 'id.example' }, 'OIDC_ISSUER must be an https:// address.'],
])('%j is one sentence', (change, sentence) => {
  expect(() => readEnv({ ...enough, ...change })).toThrow(new Error(sentence));
});

test('every wrong variable is named, each on its line', () => {
  const wrong = () => readEnv({ PORT: '99999', AUTH_SECRET: 'short' });
  expect(wrong).toThrow(/^DATABASE_URL .*\nPORT .*\nAUTH_SECRET .*$/);
});

test('an issuer is an address without its last slash; in the clear only on this machine', () => {
  const issuer = (OIDC_ISSUER: string) =>
    readEnv({ ...enough, OIDC_ISSUER, OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' }).OIDC_ISSUER;
  expect(issuer('https://id.example/realms/team/')).toBe('https://id.example/realms/team');
  expect(issuer('http://localhost:8080')).toBe('http://localhost:8080');
});
