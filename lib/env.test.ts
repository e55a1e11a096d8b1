import { readFileSync } from 'node:fs';
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
  [{ DATABASE_URL_UNPOOLED: 'direct' }, 'DATABASE_URL_UNPOOLED must be a postgres:// address.'],
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
  [{ NODE_ENV: 'live' }, 'NODE_ENV must be development, production or test.'],
  [{ API_HOST: 'vercel' }, 'API_HOST must be native or next.'],
  [{ OIDC_NAME: 'x'.repeat(41) }, 'OIDC_NAME must have at most 40 characters.'],
  [{ S3_ENDPOINT: 'r2.example' }, 'S3_ENDPOINT must be an http(s):// address.'],
  [{ S3_BUCKET: 'Our Files' }, 'S3_BUCKET must be the name of a bucket.'],
  [{ S3_CDN_ENDPOINT: 'cdn.example' }, 'S3_CDN_ENDPOINT must be an http(s):// address.'],
  [{ STORE_PORT: '-1' }, 'STORE_PORT must be a whole number from 1 to 65535.'],
  [{ FILES_PER_PERSON_MB: 'much' }, 'FILES_PER_PERSON_MB must be a whole number from 1 to 1000000000.'],
  [{ FILES_IN_WORKSPACE_MB: '1.5' }, 'FILES_IN_WORKSPACE_MB must be a whole number from 1 to 1000000000.'],
  [{ DELETED_FILES_DAYS: '-1' }, 'DELETED_FILES_DAYS must be a whole number from 0 to 3650.'],
  [{ CRON_SECRET: 'short' }, 'CRON_SECRET must have at least 16 characters.'],
  [{ S3_FORCE_PATH_STYLE: 'yes' }, 'S3_FORCE_PATH_STYLE must be true or false.'],
  [{ OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER must be an https:// address.'],
  [{ OIDC_ISSUER: 'id.example' }, 'OIDC_ISSUER must be an https:// address.'],
])('%j is one sentence', (change, sentence) => {
  expect(() => readEnv({ ...enough, ...change })).toThrow(new Error(sentence));
});

test('.env.example names every variable that is not the platform’s own', () => {
  const names = readFileSync('lib/env.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z\d_]+):/gm);
  const shown = readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z][A-Z\d_]+)=/gm);
  const explained = new Set(Array.from(shown, ([, name]) => name));
  const unexplained = Array.from(names, ([, name = '']) => name).filter((name) => !explained.has(name));
  expect(unexplained.filter((name) => !/^(NODE_ENV|VERCEL.*)$/.test(name))).toEqual([]);
  expect(explained.size).toBeGreaterThan(30);
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
