import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A fast shutdown writes a checkpoint; on a slow disk that takes a while. */
const FAST_MS = 20_000;
const IMMEDIATE_MS = 5_000;

/**
 * Ends whatever a killed launcher left running on this data directory, and removes a `postmaster.pid` that names
 * nobody any more. Only processes that really work on this directory are touched: a number may have been given to
 * a stranger since.
 */
export async function endOrphans(directory) {
  if (!existsSync(directory)) return;
  const home = realpathSync(directory);
  // SIGINT is Postgres' fast shutdown, SIGQUIT its immediate one (recovery follows at the next start).
  for (const [signal, patience] of [
    ['SIGINT', FAST_MS],
    ['SIGQUIT', IMMEDIATE_MS],
    ['SIGKILL', IMMEDIATE_MS],
  ]) {
    const pids = findServers(home);
    const postmaster = postmasterOf(home);
    // Backends outlive a killed postmaster only until they notice; asked by SIGINT they would cancel a query instead.
    const asked = signal === 'SIGINT' && pids.includes(postmaster) ? [postmaster] : pids;
    for (const pid of asked) tell(pid, signal);
    if (await allGone(home, pids.length === 0 ? 0 : patience)) break;
  }
  rmSync(join(home, 'postmaster.pid'), { force: true });
}

/** The process `postmaster.pid` names, whether or not it lives; undefined without the file. */
function postmasterOf(directory) {
  const file = join(directory, 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

async function allGone(home, patience) {
  const end = Date.now() + patience;
  while (findServers(home).length > 0) {
    if (Date.now() >= end) return false;
    await sleep(50);
  }
  return true;
}

/** Every Postgres process that works on `home`. */
function findServers(home) {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => worksIn(pid, home));
  }
  const pid = postmasterOf(home);
  return pid !== undefined && commandOf(pid).includes('postgres') ? [pid] : [];
}

function worksIn(pid, home) {
  try {
    // Postgres changes into its data directory; all its processes stay there.
    return (
      readlinkSync(`/proc/${pid}/cwd`) === home &&
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
    );
  } catch {
    // Gone since the directory was read, or somebody else's: either way not one of ours.
    return false;
  }
}

function commandOf(pid) {
  const [program, args] =
    process.platform === 'win32'
      ? ['tasklist', ['/fi', `PID eq ${pid}`, '/nh']]
      : ['ps', ['-o', 'command=', '-p', String(pid)]];
  return spawnSync(program, args, { encoding: 'utf8' }).stdout ?? '';
}

function tell(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
