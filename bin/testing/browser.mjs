import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../launch/settings.mjs';
import { installFromDebian } from './debian.mjs';

/** Makes sure there is a Chromium: Debian's, or the one Playwright downloads. Throws a sentence when neither works. */
export async function ensureBrowser(say) {
  if (existsSync('/usr/bin/chromium')) return;
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath())) return;
  say('Installing a browser …');
  if (installFromDebian('chromium')) return;
  const cli = join(root, 'node_modules/playwright/cli.js');
  const own = spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: 'inherit' });
  if (own.status !== 0) throw new Error('No browser could be installed; the lines above say why.');
}
