import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../launch/settings.mjs';

/** Makes sure there is a Chromium: Debian's, or the one Playwright downloads. Throws a sentence when neither works. */
export async function ensureBrowser(say) {
  if (existsSync('/usr/bin/chromium')) return;
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath())) return;
  say('Installing a browser …');
  if (installFromDebian()) return;
  const cli = join(root, 'node_modules/playwright/cli.js');
  const own = spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: 'inherit' });
  if (own.status !== 0) throw new Error('No browser could be installed; the lines above say why.');
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
  return [['update'], install].every((args) => spawnSync('apt-get', args, options).status === 0);
}
