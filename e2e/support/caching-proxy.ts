import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilOpen } from '@/db/testing/until-open';
import { findFreePort } from '../../bin/postgres/server.mjs';
import { findProgram } from '../../bin/testing/programs.mjs';

/** Addresses of the app and its store, or of what stands before them. */
type Origins = { app: string; store: string };

/**
 * An nginx that keeps what it may, by its own defaults: it goes by the address alone and heeds what an answer says of
 * being kept; one that says nothing is kept for a minute. Each answer says in `X-Cache` whether it was (HIT). Those
 * behind are asked under their own names.
 */
export async function startCachingProxy(behind: Origins): Promise<Origins & { stop(): Promise<void> }> {
  const program = findProgram('nginx');
  if (program === undefined) throw new Error('There is no nginx here.');
  const home = fs.mkdtempSync(join(tmpdir(), 'parlance-nginx-'));
  const ports = { app: await findFreePort(), store: await findFreePort() };
  const settings = join(home, 'nginx.conf');
  fs.writeFileSync(settings, write(home, [listen(ports.app, behind.app), listen(ports.store, behind.store)]));
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  const child = spawn(program, ['-e', 'stderr', '-p', home, '-c', settings], { stdio: [...stdio] });
  await untilOpen('nginx', ports.app);
  return {
    app: `http://127.0.0.1:${ports.app}`,
    store: `http://127.0.0.1:${ports.store}`,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

function listen(port: number, behind: string): string {
  return `server { listen 127.0.0.1:${port}; location / { proxy_pass ${behind}; } }`;
}

function write(home: string, servers: readonly string[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${home}/${name};`,
  );
  return [
    'daemon off; master_process off; worker_processes 1;',
    `pid ${home}/pid;`,
    'events { worker_connections 256; }',
    'http {',
    'access_log off;',
    ...temporary,
    `proxy_cache_path ${home}/cache keys_zone=shared:1m;`,
    'proxy_cache shared;',
    'proxy_cache_valid any 1m;',
    'add_header X-Cache $upstream_cache_status always;',
    ...servers,
    '}',
    '',
  ].join('\n');
}
