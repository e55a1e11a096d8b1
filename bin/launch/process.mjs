import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Which process a number stands for just now; undefined when nobody has it. A number is given away again, so a
 * process is remembered by number and this.
 */
export function identityOf(pid) {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return startOf(pid);
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    // Z: dead, and only its parent has not looked yet.
    if (fields[0] === 'Z') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch (error) {
    if (error.code === 'EPERM') return 'of another user';
    return undefined;
  }
}

function startOf(pid) {
  if (process.platform === 'win32') return 'alive';
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

/** Asks the process to end, and ends it if it does not within `patience` milliseconds. */
export async function endProcess({ pid, identity }, patience) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    if (identityOf(pid) !== identity) return;
    process.kill(pid, signal);
    for (const until = Date.now() + patience; Date.now() < until; await sleep(50))
      if (identityOf(pid) !== identity) return;
  }
}

/**
 * Runs a program to its end, silently; when it fails, shows what it said and throws `sentence`.
 * @param {{ command: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv, shell?: boolean }} program
 */
export async function runQuietly({ command, args, ...options }, sentence) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  // Ctrl-C reaches it by the terminal; a SIGTERM meant for us does not.
  const pass = () => child.kill('SIGTERM');
  process.once('SIGTERM', pass);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.off('SIGTERM', pass);
  if (code === 0) return;
  process.stderr.write(Buffer.concat(said));
  throw new Error(sentence);
}
