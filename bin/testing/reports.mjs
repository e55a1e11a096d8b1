import { stripVTControlCharacters } from 'node:util';

/**
 * What a suite's own report says: how many tests passed, and of each that failed its name and the beginning of why.
 * @typedef {{ passed: number, failures: string[] }} Counted
 */

/** @returns {Counted} Playwright's JSON report. A test that passed only when tried again has failed. */
export function readPlaywright({ stats, suites, errors }) {
  const failures = specsOf(suites)
    .filter(({ tests }) => tests.some(({ status }) => ['unexpected', 'flaky'].includes(status)))
    .map(({ file, line, title, tests }) =>
      told(
        `${file}:${line} › ${title}`,
        tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors)),
      ),
    );
  const outside = errors.map((error) => told('outside of any test', [error]));
  return { passed: stats.expected, failures: [...failures, ...outside] };
}

function specsOf(suites = []) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites)]);
}

/** @returns {Counted} What `npm run test:faults` found: each promise held to is a test. */
export function readFaults(findings) {
  return {
    passed: findings.filter(({ holds }) => holds).length,
    failures: findings
      .filter(({ holds }) => !holds)
      .map(({ promise, figure }) => told(promise, [{ message: figure }])),
  };
}

/** Long enough to see what was expected and what was there; the whole is further up, where it happened. */
const shownLines = 14;

/** A failed test by its name, and the beginning of why. */
export function told(name, errors) {
  const texts = errors.map(({ message, stack }) => (stack?.includes(message) ? stack : message));
  const lines = stripVTControlCharacters(texts.join('\n'))
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules|node:)/.test(line));
  return [name, ...lines.slice(0, shownLines).map((line) => `    ${line}`)].join('\n');
}
