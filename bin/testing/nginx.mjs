import { existsSync } from 'node:fs';
import { installFromDebian } from './debian.mjs';

/** Debian's, or Homebrew's; undefined when there is none. */
export function findNginx() {
  const candidates = ['/usr/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx'];
  return candidates.find((path) => existsSync(path));
}

/** Makes sure there is a caching proxy for the test that needs one, where we may install it; else says what is skipped. */
export function ensureNginx(say) {
  if (findNginx()) return;
  say('Installing nginx …');
  if (!installFromDebian('nginx')) say('! There is no nginx here: THE TEST BEHIND A CACHE IS SKIPPED.');
}
