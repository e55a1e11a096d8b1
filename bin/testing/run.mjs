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
import { readFaults, readPlaywright } from './reports.mjs';

const say = (sentence) => console.log(sentence);
const bin = (path) => join(root, 'node_modules', path);
const next = bin('next/dist/bin/next');

/**
 * Everything there is to check, from a clean clone: types, lint, unused code, unit and integration tests, the build,
 * and the built app in a browser. Goes on after a failure; ends with what failed, told once more, and the sum.
 */
export async function runEverything() {
  forgetPlaces();
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  const reports = fs.mkdtempSync(join(tmpdir(), 'parlance-reports-'));
  try {
    const results = await runSteps(reports);
    for (const { name, failed, seconds } of results)
      say(`${failed ? '✗' : '✓'} ${name} (${seconds.toFixed(0)} s)`);
    for (const { name, failures } of results) for (const failure of failures) say(`\n✗ ${name}: ${failure}`);
    const passed = results.reduce((total, result) => total + result.passed, 0);
    const failed = results.reduce((total, result) => total + result.failed, 0);
    process.exitCode = failed === 0 ? 0 : 1;
    say(`${passed} passed, ${failed} failed`);
  } finally {
    fs.rmSync(reports, { recursive: true, force: true });
  }
}

async function runSteps(reports) {
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
    await vitest('unit and integration', reports),
    await step('build', () => ensureBuilt(say)),
    await browserSuite('browser', reports, {}),
    // Both wait for most of their time.
    ...(await Promise.all([
      browserSuite('the API in Next', reports, { API_HOST: 'next' }, onNext),
      ...(canBreak() ? [faults(reports)] : []),
    ])),
  ];
}

function vitest(name, reports) {
  const report = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', `--reporter=${join(root, 'bin/testing/counting-reporter.mjs')}`];
  const env = { ...process.env, COUNTED: report };
  return suite(
    name,
    report,
    (counted) => counted,
    () => run(bin('vitest/vitest.mjs'), ['run', ...reporters], env),
  );
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
    return { name, passed: 0, failed: 0, failures: [], seconds: secondsSince(begun) };
  } catch (error) {
    console.error(error.message);
    return { name, passed: 0, failed: 1, failures: [error.message], seconds: secondsSince(begun) };
  }
}

/** Tests, counted by their own report. A suite that ended badly or ran nothing has failed, whatever it counted. */
async function suite(name, report, read, work) {
  const result = await step(name, work);
  const { passed, failures } = fs.existsSync(report)
    ? read(JSON.parse(fs.readFileSync(report, 'utf8')))
    : { passed: 0, failures: [] };
  if (failures.length > 0) return { ...result, passed, failed: failures.length, failures };
  if (passed > 0 || result.failed > 0) return { ...result, passed };
  return { ...result, failed: 1, failures: ['no test ran.'] };
}

const secondsSince = (begun) => (Date.now() - begun) / 1000;

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
