import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@/bin/postgres/server.mjs';
import { findProgram } from '@/bin/testing/programs.mjs';
import { untilOpen } from './until-open';

/**
 * A pooler as teams have it before their Postgres: a connection of the server's belongs to whoever runs a transaction
 * just now, so nothing that is set for a session lasts. Any database of the server at `url`, by its name. What is asked for while
 * connecting is refused, unless it `overlooks` it, as many are set to.
 */
export async function startPgBouncer(
  url: string,
  { overlooks = false } = {},
): Promise<{ port: number; stop(): Promise<void> }> {
  const program = findProgram('pgbouncer');
  if (program === undefined) throw new Error('There is no pgbouncer here.');
  const home = fs.mkdtempSync(join(tmpdir(), 'parlance-pgbouncer-'));
  fs.chmodSync(home, 0o755);
  const port = await findFreePort();
  const settings = join(home, 'pgbouncer.ini');
  fs.writeFileSync(settings, write(new URL(url), { port, overlooks }), { mode: 0o644 });
  // It refuses to be root.
  const identity = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(program, ['-q', ...identity, settings], { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilOpen('pgbouncer', port);
  return {
    port,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

function write(server: URL, { port, overlooks }: { port: number; overlooks: boolean }): string {
  const { hostname, username, password } = server;
  return [
    '[databases]',
    `* = host=${hostname} port=${server.port} user=${username} password=${password}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    // Fewer than a process has, so that connections do change hands.
    'default_pool_size = 4',
    'max_client_conn = 500',
    ...(overlooks ? ['ignore_startup_parameters = options'] : []),
    '',
  ].join('\n');
}
