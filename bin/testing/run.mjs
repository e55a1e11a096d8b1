import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../launch/build.mjs';
import { ensureInstalled } from '../launch/install.mjs';
import { root } from '../launch/settings.mjs';
import { ensureBrowser } from './browser.mjs';
import { forgetPlaces } from './forget-places.mjs';
import { ensurePrograms, findProgram } from './programs.mjs';

const say = (sentence) => console.log(sentence);
const bin = (path) => join(root, 'node_modules', path);
const next = bin('next/dist/bin/next');

/**
 * Everything there is to check, from a clean clone: types, lint, unused code, unit and integration tests, the build,
 * and the built app in a browser. Goes on after a failure, ends with the sum, and fails if anything did.
 */
export async function runEverything() {
  forgetPlaces();
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  const reports = fs.mkdtempSync(join(tmpdir(), 'parlance-reports-'));
  try {
    const results = await runSteps(reports);
    for (const { name, failed, seconds } of results)
      say(`${failed ? '✗' : '✓'} ${name} (${seconds.toFixed(0)} s)`);
    const sum = (key) => results.reduce((total, result) => total + result[key], 0);
    process.exitCode = sum('failed') === 0 ? 0 : 1;
    say(`${sum('passed')} passed, ${sum('failed')} failed`);
  } finally {
    fs.rmSync(reports, { recursive: true, force: true });
  }
}

async function runSteps(reports) {
  const vitest = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitest}`];
  return [
    await step('packages', () => ensureInstalled(say)),
    await step('browser', () => ensureBrowser(say)),
    await step('other programs', () => ensurePrograms(say)),
    // Each of them leaves a core idle for most of its time.
    ...(await Promise.all([
      step('types', () => types()),
      step('lint', () => node(bin('@biomejs/biome/bin/biome'), 'ci', '.')),
      step('unused code', () => node(bin('knip/bin/knip.js'))),
    ])),
    await suite('unit and integration', vitest, readVitest, () =>
      node(bin('vitest/vitest.mjs'), 'run', ...reporters),
    ),
    await step('build', () => ensureBuilt(say)),
    await browserSuite('browser', reports, {}),
    // Both wait for most of their time.
    ...(await Promise.all([
      browserSuite('the API in Next', reports, { API_HOST: 'next' }, onNext),
      ...(canBreak() ? [faults(reports)] : []),
    ])),
  ];
}

/** Everything breaks under traffic; each promise that is held to is a test. */
function faults(reports) {
  const report = join(reports, 'faults.json');
  return suite('faults', report, readFaults, () =>
    node(join(root, 'bench/run.mjs'), 'faults', '--short', `--report=${report}`),
  );
}

/** Processes are looked at in /proc. */
function canBreak() {
  const can = process.platform === 'linux' && findProgram('redis') !== undefined;
  if (!can) say('! Faults need Linux and a redis-server: THEY ARE SKIPPED.');
  return can;
}

/** What the API says of itself, asked once more with Next as its host: the way it runs on Vercel. */
const onNext = ['access-matrix', 'answers', 'bodies', 'messages', 'stream'].map(
  (name) => `e2e/api/${name}.spec`,
);

function browserSuite(name, reports, settings, files = []) {
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...settings };
  return suite(name, report, readPlaywright, () =>
    run(bin('playwright/cli.js'), ['test', ...files, '--reporter=list,json'], env),
  );
}

/** Routes are typed by a file that Next writes; on a clean clone it is not there yet. */
async function types() {
  await node(next, 'typegen');
  await node(bin('typescript/bin/tsc'), '--noEmit', '-p', '.');
}

/** One thing that holds or does not. It counts only when it fails: what passes is counted by suites. */
async function step(name, work) {
  const begun = Date.now();
  say(`— ${name}`);
  try {
    await work();
    return { name, passed: 0, failed: 0, seconds: (Date.now() - begun) / 1000 };
  } catch (error) {
    console.error(error.message);
    return { name, passed: 0, failed: 1, seconds: (Date.now() - begun) / 1000 };
  }
}

/** Tests, counted by their own report. A suite that ended badly or ran nothing has failed, whatever it counted. */
async function suite(name, report, read, work) {
  const result = await step(name, work);
  const counted = fs.existsSync(report)
    ? read(JSON.parse(fs.readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  const empty = counted.passed + counted.failed === 0;
  if (empty) console.error(`${name}: no test ran.`);
  return { ...result, ...counted, failed: Math.max(counted.failed, result.failed, empty ? 1 : 0) };
}

function readVitest({ numPassedTests, numFailedTests }) {
  return { passed: numPassedTests, failed: numFailedTests };
}

/** A test that passed only when tried again has failed. */
function readPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

function readFaults(findings) {
  const passed = findings.filter(({ holds }) => holds).length;
  return { passed, failed: findings.length - passed };
}

function node(program, ...args) {
  return run(program, args, process.env);
}

async function run(program, args, env) {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit', env });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
  if (code !== 0)
    throw new Error(
      `${[program, ...args].join(' ').replace(`${root}/node_modules/`, '')} ended with ${code}.`,
    );
}
