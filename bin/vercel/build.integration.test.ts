import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

/** Vercel's build with these variables and no others; it ends before anything is built. */
async function build(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const own = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    NODE_ENV: 'production' as const,
  };
  const child = spawn(process.execPath, ['bin/vercel-build.mjs'], { env: { ...own, VERCEL: '1', ...env } });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, said: said.trim() };
}

const enough = {
  DATABASE_URL: 'postgres://127.0.0.1:1/chat',
  AUTH_SECRET: 'a secret for tests, at least 32 characters',
};

test.each([
  [{}, /^DATABASE_URL is not set; .*\.\nAUTH_SECRET is not set; .*\.$/],
  [{ ...enough, AUTH_SECRET: 'short' }, /^AUTH_SECRET must .*\.$/],
  [{ ...enough, S3_BUCKET: 'files' }, /^S3_ENDPOINT .*\.\n/],
])('a deployment to production with %j is told each variable, and builds nothing', async (env, sentences) => {
  const { code, said } = await build({ VERCEL_ENV: 'production', ...env });
  expect(said).toMatch(sentences);
  expect(code).toBe(1);
});
