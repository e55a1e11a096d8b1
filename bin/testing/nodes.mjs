import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ensureInstalled } from '../launch/install.mjs';
import { root } from '../launch/settings.mjs';
import { forgetPlaces } from './forget-places.mjs';

/** The oldest that package.json allows, and the newest of each line that is still cared for. */
const promised = ['20.19.0', '22', '24'];

/** What may differ between them: all but what a browser does. Playwright has each build the app for itself. */
const suites = [
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'integration'],
  ['node_modules/playwright/cli.js', 'test', 'e2e/api', '--reporter=line'],
];

/** Runs the unit, integration and API tests on each of `versions`; throws when any fails on one. */
export async function testOnNodes(versions) {
  forgetPlaces();
  await ensureInstalled(console.log);
  const failed = [];
  for (const version of versions.length > 0 ? versions : promised) {
    const node = await installNode(version);
    const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
    console.log(`— Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`);
    for (const args of suites) {
      const { status } = spawnSync(node, args, { cwd: root, env, stdio: 'inherit' });
      if (status !== 0) failed.push(`${args.slice(0, 2).join(' ')} on Node ${version}`);
    }
  }
  if (failed.length > 0) throw new Error(`Failed: ${failed.join(', ')}.`);
  console.log('All of them passed.');
}

/** npm has Node's own binaries, by platform; one is put beside the checkout, never into it. Answers its path. */
async function installNode(version) {
  const home = join(tmpdir(), `parlance-node-${version}`);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const program = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (fs.existsSync(program)) return program;
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(join(home, 'package.json'), '{ "private": true }');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`];
  const { status } = spawnSync('npm', args, {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0 || !fs.existsSync(program)) throw new Error(`Node ${version} could not be had from npm.`);
  return program;
}
