import { existsSync } from 'node:fs';
import { installFromDebian } from './debian.mjs';

/** Debian's redis-tools holds the server as well, under another name; it decides by the name what to be. */
const debian = '/usr/bin/redis-check-rdb';

/** A program that is a Redis server when it is called `redis-server`; undefined when there is none. */
export function findRedis() {
  const candidates = [
    debian,
    '/usr/bin/redis-server',
    '/usr/local/bin/redis-server',
    '/opt/homebrew/bin/redis-server',
  ];
  return candidates.find((path) => existsSync(path));
}

/** Makes sure there is a Redis for the tests that need one, where we may install it; else says what is skipped. */
export function ensureRedis(say) {
  if (findRedis()) return;
  say('Installing Redis …');
  // Not redis-server: that would start a service.
  if (!installFromDebian('redis-tools'))
    say('! There is no redis-server here: ALL TESTS WITH REDIS ARE SKIPPED.');
}
