import * as fs from 'node:fs';
import { told } from './reports.mjs';

/**
 * Vitest's reporter that writes what is counted to the file named by `COUNTED`: its own JSON leaves out what was thrown
 * outside of tests. Playwright's has everything.
 */
export default class Counting {
  onTestRunEnd(modules, thrown) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const red = tests.filter((test) => test.result().state === 'failed');
    const failures = [
      ...red.map((test) => told(`${test.module.relativeModuleId} › ${test.fullName}`, test.result().errors)),
      ...modules
        .filter((module) => module.errors().length > 0)
        .map((module) => told(module.relativeModuleId, module.errors())),
      ...thrown.map((error) => told('outside of any test', [error])),
    ];
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    fs.writeFileSync(process.env['COUNTED'], JSON.stringify({ passed, failures }));
  }
}
