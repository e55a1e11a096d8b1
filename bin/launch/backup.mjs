import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';

const KEPT = 2;
/** What Postgres itself needs to start and migrate beside the copy. */
const SPARE_BYTES = 200 * 1024 * 1024;

/**
 * Copies the database `directory` (of a stopped server) to `home/before-<release>` and keeps the last two copies.
 * Throws a sentence when the disk has no room. Answers where the copy is.
 */
export function backUp({ home, directory, release }) {
  requireRoom(home, sizeOf(directory));
  const target = freeName(join(home, `before-${release}`));
  const making = `${target}.new`;
  fs.rmSync(making, { recursive: true, force: true });
  copy(directory, making);
  // The copy has its original's times; ours says when it was made.
  fs.utimesSync(making, new Date(), new Date());
  fs.renameSync(making, target);
  for (const old of listBackups(home).slice(KEPT)) fs.rmSync(old, { recursive: true });
  return target;
}

function requireRoom(home, bytes) {
  const { bavail, bsize } = fs.statfsSync(home);
  const needed = bytes + SPARE_BYTES;
  if (bavail * bsize >= needed) return;
  const [has, needs] = [bavail * bsize, needed].map((amount) => `${Math.ceil(amount / 1024 / 1024)} MB`);
  throw new Error(
    `No room to copy the database before changing it: ${home} has ${has} free and needs ${needs}. Nothing was changed.`,
  );
}

function sizeOf(path) {
  const stat = fs.lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return fs.readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

/** A release under development is migrated more than once; no copy may replace an older one. */
function freeName(path) {
  let name = path;
  for (let number = 2; fs.existsSync(name); number += 1) name = `${path}-${number}`;
  return name;
}

function copy(from, to) {
  if (process.platform === 'win32') return fs.cpSync(from, to, { recursive: true, preserveTimestamps: true });
  // cp keeps the owner, which Postgres insists on, and shares blocks where the file system can.
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The database could not be copied before changing it: ${stderr.trim()}`);
}

function listBackups(home) {
  return fs
    .readdirSync(home)
    .filter((name) => name.startsWith('before-') && !name.endsWith('.new'))
    .map((name) => join(home, name))
    .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
}
