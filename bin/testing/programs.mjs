import { existsSync } from 'node:fs';
import { installFromDebian } from './debian.mjs';

/** What the tests run against besides Postgres: where it may stand, the package it comes in, what goes without it. */
const programs = {
  // Debian's redis-tools holds the server as well, under another name; it decides by the name what to be.
  redis: {
    paths: [
      '/usr/bin/redis-check-rdb',
      '/usr/bin/redis-server',
      '/usr/local/bin/redis-server',
      '/opt/homebrew/bin/redis-server',
    ],
    debian: 'redis-tools',
    without: 'ALL TESTS WITH REDIS ARE SKIPPED',
  },
  pgbouncer: {
    paths: ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'],
    debian: 'pgbouncer',
    without: 'ALL TESTS THROUGH A POOLER ARE SKIPPED',
  },
  nginx: {
    paths: ['/usr/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx'],
    debian: 'nginx',
    without: 'THE TEST BEHIND A CACHE IS SKIPPED',
  },
};

/** The path of a program, as `redis`; undefined when it is not here. */
export function findProgram(name) {
  return programs[name].paths.find((path) => existsSync(path));
}

/** Installs what is missing, where we may; says of the rest which tests are skipped. */
export function ensurePrograms(say) {
  const missing = () => Object.keys(programs).filter((name) => !findProgram(name));
  if (missing().length === 0) return;
  say(`Installing ${missing().join(', ')} …`);
  installFromDebian(...missing().map((name) => programs[name].debian));
  for (const name of missing()) say(`! There is no ${name} here: ${programs[name].without}.`);
}
