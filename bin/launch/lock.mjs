import * as fs from 'node:fs';
import { join } from 'node:path';
import { endProcess, identityOf } from './process.mjs';

/** Shorter than a drain: whoever was to be drained has lost its launcher, and its database with it. */
const ORPHAN_MS = 3_000;

/**
 * Makes this process the only launcher on `home`. Throws a sentence when another one lives; ends what a killed one
 * left behind. Answers how to note the process of the `server` or the `store`, and how to let go.
 */
export async function takeLock(home) {
  fs.mkdirSync(home, { recursive: true });
  const file = join(home, 'launcher.json');
  const own = { pid: process.pid, identity: identityOf(process.pid) };
  const notes = { launcher: own };
  while (!writeNew(file, notes)) await clearStale(file, home);
  return {
    note: (name, pid) => {
      notes[name] = { pid, identity: identityOf(pid) };
      fs.writeFileSync(`${file}.new`, JSON.stringify(notes));
      fs.renameSync(`${file}.new`, file);
    },
    release: () => fs.rmSync(file, { force: true }),
  };
}

/** The process of the launcher that holds `home` just now, if one does. */
export function findLauncher(home) {
  const { launcher } = readNotes(join(home, 'launcher.json'));
  return launcher && identityOf(launcher.pid) === launcher.identity ? launcher.pid : undefined;
}

function writeNew(file, notes) {
  try {
    fs.writeFileSync(file, JSON.stringify(notes), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function clearStale(file, home) {
  const pid = findLauncher(home);
  if (pid)
    throw new Error(`Parlance already runs on ${home} (process ${pid}); end it, or set another DATA_DIR.`);
  const { server, store } = readNotes(file);
  await Promise.all([server, store].map((left) => left && endProcess(left, ORPHAN_MS)));
  fs.rmSync(file, { force: true });
}

/** Empty when there is no file, or one that a power cut left half written. */
function readNotes(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return {};
    throw error;
  }
}
