import { defineConfig } from 'playwright/test';
import { browserOptions } from './bin/testing/browser.mjs';

export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/support/global-setup.ts',
  // The workers share one app with us on the same machine; a person or a room they never share.
  fullyParallel: true,
  // On two cores a third makes each test slower and the whole hardly faster.
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // A net for what hangs, wide enough for a busy machine; what we promise in time is asserted where it is promised.
  timeout: 60_000,
  expect: { timeout: 10_000, toHaveScreenshot: { threshold: 0.01, maxDiffPixels: 200 } },
  reporter: [['list']],
  // The same pictures on every system: their text is drawn in blocks. A moved line or another colour is far above this.
  snapshotPathTemplate: '{testDir}/visual/pictures/{arg}{ext}',
  use: {
    // A tenth of the time, for every test. To go through one step by step: npx playwright test FILE --trace on
    trace: 'off',
    launchOptions: browserOptions('shell'),
  },
});
