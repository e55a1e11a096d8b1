import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Linux capability numbers; the first is enough, the second is what Docker leaves to root. */
const capabilities = [
  { number: 2, name: 'dac_read_search' },
  { number: 1, name: 'dac_override' },
];

/**
 * How Postgres programs are run here: plainly, or, because Postgres refuses to be root, as somebody else.
 * That somebody may be unable to walk to a clone below a home that others cannot enter; then the programs keep the
 * one capability that lets them, and nothing else of root's.
 * @param {{ directory: string, program: string }} paths a data directory (maybe not there yet) and a program
 * @returns {{ owner?: { uid: number, gid: number }, prefix: string[] }} `prefix` goes before the program
 */
export function chooseAccount({ directory, program }) {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = ownerOf(directory) ?? unprivileged();
  if (canReach(owner, program, directory)) return { owner, prefix: [] };
  const capability = process.platform === 'linux' ? spareCapability() : undefined;
  if (!capability) {
    throw new Error(
      `Postgres must not run as root, and user ${owner.uid} cannot reach ${dirname(directory)} or ${program}: ` +
        'move the clone to a directory that others can enter, set DATA_DIR to one, or set DATABASE_URL.',
    );
  }
  const keep = `+${capability.name}`;
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  // access(2), by which Postgres finds its own programs, ignores capabilities of the unprivileged without this bit.
  const bits = '--securebits=+no_setuid_fixup';
  return { owner, prefix: ['setpriv', ...identity, bits, '--inh-caps', keep, '--ambient-caps', keep] };
}

/** Whoever the data belongs to already, so that an account that appears later changes nothing. */
function ownerOf(directory) {
  const stat = statSync(directory, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined;
}

function unprivileged() {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65534, gid: 65534 };
}

function canReach({ uid, gid }, program, directory) {
  const as = { uid, gid, cwd: '/', stdio: 'ignore' };
  return (
    spawnSync(program, ['--version'], as).status === 0 &&
    spawnSync('test', ['-x', dirname(directory)], as).status === 0
  );
}

function spareCapability() {
  const status = readFileSync('/proc/self/status', 'utf8');
  const has = (set, number) => {
    const [, hex = '0'] = new RegExp(`^${set}:\\s*([0-9a-f]+)$`, 'm').exec(status) ?? [];
    return ((BigInt(`0x${hex}`) >> BigInt(number)) & 1n) === 1n;
  };
  if (spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  return capabilities.find(({ number }) => has('CapBnd', number) && has('CapPrm', number));
}
