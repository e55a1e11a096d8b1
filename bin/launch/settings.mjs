import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * Reads `.env` beside package.json (variables that are set already win) and answers where local data lives.
 * An empty value is an unset one, as everywhere.
 */
export function loadSettings() {
  const file = join(root, '.env');
  if (fs.existsSync(file)) process.loadEnvFile(file);
  for (const [name, value] of Object.entries(process.env)) if (value === '') delete process.env[name];
  process.env.NEXT_TELEMETRY_DISABLED ??= '1';
  return { home: resolve(root, process.env.DATA_DIR ?? '.data') };
}

/** What is kept in `file` of DATA_DIR, made at the first call; nobody but the owner may read it. */
export function keep(home, file, make) {
  const path = join(home, file);
  if (!fs.existsSync(path)) {
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(`${path}.new`, make(), { mode: 0o600 });
    fs.renameSync(`${path}.new`, path);
  }
  return fs.readFileSync(path, 'utf8').trim();
}

/** The key that signs sessions: another one signs everybody out, so it is kept. */
export function ensureAuthSecret(home) {
  process.env.AUTH_SECRET ??= keep(home, 'auth-secret', () => randomBytes(32).toString('base64url'));
}

/** The code the first account needs; one that is easy to read aloud, unless SETUP_CODE says another. */
export function ensureSetupCode(home) {
  process.env.SETUP_CODE ??= keep(home, 'setup-code', () => {
    const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
    // 31 letters do not divide 256; the bias of 8/256 on a code of 75 bits helps nobody.
    const code = [...randomBytes(15)].map((byte) => letters[byte % letters.length]).join('');
    return code.replace(/(.{5})(?=.)/g, '$1-');
  });
}

/** Once somebody owns the place the code is worth nothing. */
export function forgetSetupCode(home) {
  fs.rmSync(join(home, 'setup-code'), { force: true });
}
