import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { findProgram } from './bin/testing/programs.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The same tests by another way to Postgres: `neon` by Neon's driver, over WebSockets; `pooler` through PgBouncer, where
 * no session lasts. What would notice a difference, and is quick, runs every time; EVERYTHING=1 runs all.
 */
const noticing = [
  'db/{pool,prepared}.integration.test.ts',
  'lib/http/limits.integration.test.ts',
  'lib/messages/{messages,send}.integration.test.ts',
  'lib/realtime/delivery.integration.test.ts',
  'lib/rooms/*.integration.test.ts',
];
/** A socket that breaks off: a pooler stands behind the place where the test breaks it, a WebSocket before. */
const waking = 'lib/http/waking.integration.test.ts';
const integration = ['{app,bench,bin,db,lib}/**/*.integration.test.ts'];

function againstPostgres(name: string, include: string[]): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      include,
      globalSetup: ['./db/testing/global-setup.ts'],
      testTimeout: 20_000,
      hookTimeout: 30_000,
    },
  };
}

const by = (quick: string[]) => (process.env['EVERYTHING'] ? integration : quick);

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    // A worker costs about 200 MB and most of a core; the machine also runs Postgres.
    maxWorkers: 2,
    // Loading modules anew for each file would take a third of the time.
    isolate: false,
    setupFiles: ['./bin/testing/file-of-its-own.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,bench,bin,components,db,lib}/**/*.test.{ts,tsx}'],
          // Builds carry packages along, and some packages their tests.
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      againstPostgres('integration', integration),
      againstPostgres('neon', by([...noticing, waking])),
      ...(findProgram('pgbouncer') ? [againstPostgres('pooler', by(noticing))] : []),
    ],
  },
  resolve: {
    alias: [
      // The package throws wherever React's server condition is not set; here everything is the server.
      { find: /^server-only$/, replacement: here('./node_modules/server-only/empty.js') },
      { find: /^@\//, replacement: here('./') },
    ],
  },
});
