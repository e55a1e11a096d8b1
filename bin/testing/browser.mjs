import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../launch/settings.mjs';
import { installFromDebian } from './debian.mjs';

/** Debian's: the shell, which draws pages and nothing around them for half the work, and the whole browser. */
const debian = { shell: '/usr/bin/chromium-headless-shell', whole: '/usr/bin/chromium' };

/**
 * How Playwright starts Chromium: Debian's where there is one, else its own. `shell` where that is enough, which it is
 * for all but what belongs to the browser itself: a window to look at (`BROWSER=chromium`), a reader for PDFs.
 */
export function browserOptions(kind) {
  const wanted = process.env.BROWSER === 'chromium' ? 'whole' : kind;
  const executablePath = [debian[wanted], debian.whole].find((path) => existsSync(path));
  if (executablePath) return { executablePath, args };
  return wanted === 'whole' ? { channel: 'chromium', args } : { args };
}

// No browser may run as root in its sandbox; and none of ours has business outside this machine.
const args = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
];

/** Makes sure there is a Chromium: Debian's, or the one Playwright downloads. Throws a sentence when neither works. */
export async function ensureBrowser(say) {
  if (Object.values(debian).every((path) => existsSync(path))) return;
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath())) return;
  say('Installing a browser …');
  if (installFromDebian('chromium', 'chromium-headless-shell') || existsSync(debian.whole)) return;
  const cli = join(root, 'node_modules/playwright/cli.js');
  const own = spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: 'inherit' });
  if (own.status !== 0) throw new Error('No browser could be installed; the lines above say why.');
}
