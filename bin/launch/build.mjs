import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { apiRoutes } from './api-routes.mjs';
import { compressBuild } from './compress.mjs';
import { runQuietly } from './process.mjs';
import { root } from './settings.mjs';

/** Everything a build is made of. What is missing does not count, so the list may name what comes later. */
const sources = [
  ...['app', 'components', 'lib', 'db', 'drizzle', 'public'],
  ...[
    'bin/admin.ts',
    'bin/backup.ts',
    'bin/database.ts',
    'bin/import.ts',
    'bin/restore.ts',
    'bin/store.ts',
    'bin/store',
    'bin/storage-audit.ts',
    'bin/launch/api-routes.mjs',
  ],
  ...['bin/storage-check.ts', 'server.ts', 'proxy.ts', 'instrumentation.ts', 'next.config.ts'],
  ...['postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'],
];

/** Programs beside Next's: name in dist/ and where each begins. */
const programs = {
  server: 'server.ts',
  database: 'bin/database.ts',
  admin: 'bin/admin.ts',
  backup: 'bin/backup.ts',
  import: 'bin/import.ts',
  restore: 'bin/restore.ts',
  store: 'bin/store.ts',
  'storage-audit': 'bin/storage-audit.ts',
  'storage-check': 'bin/storage-check.ts',
};

const stamp = () => join(root, '.next', 'parlance-build');

/** Whether `.next` and `dist` were made from the sources as they are. */
export function isBuilt() {
  return fs.existsSync(stamp()) && fs.readFileSync(stamp(), 'utf8') === hashSources();
}

/** Builds when sources changed since the last build. */
export async function ensureBuilt(say) {
  if (isBuilt()) return;
  const hash = hashSources();
  say('Building, which takes a minute or two …');
  fs.rmSync(stamp(), { force: true });
  await bundlePrograms();
  await runQuietly(
    {
      command: process.execPath,
      args: [join(root, 'node_modules/next/dist/bin/next'), 'build'],
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
    'The build failed; what it said is above.',
  );
  await compressBuild(join(root, '.next/static'));
  // Last, so that a build that was killed counts as none.
  fs.writeFileSync(stamp(), hash);
}

/** Bundles what runs outside Next into dist/: a fraction of a second. */
export async function bundlePrograms() {
  const { build, stop } = await import('esbuild');
  const { server, ...others } = programs;
  const shared = {
    absWorkingDir: root,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    // Plain Node has no react-server condition, under which this package would be empty.
    alias: { '@': root, 'server-only': join(root, 'node_modules/server-only/empty.js') },
    sourcemap: true,
    logLevel: 'error',
    write: false,
  };
  const bundles = [
    await build({ ...shared, entryPoints: others }),
    await build({
      ...shared,
      entryPoints: { server },
      plugins: [apiRoutes()],
      inject: [join(root, 'lib/operations/light-response.ts')],
    }),
  ];
  for (const { outputFiles } of bundles) replace(outputFiles);
  // Its helper process would stay as long as we do.
  await stop();
}

/** Each at once: somebody else may start one of them just now. */
function replace(files) {
  fs.mkdirSync(join(root, 'dist'), { recursive: true });
  for (const { path, contents } of files) {
    const making = `${path}.${process.pid}`;
    fs.writeFileSync(making, contents);
    fs.renameSync(making, path);
  }
}

function hashSources() {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) add(hash, source);
  return hash.digest('hex');
}

function add(hash, path) {
  const stat = fs.statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isDirectory()) {
    for (const name of fs.readdirSync(join(root, path)).sort()) add(hash, `${path}/${name}`);
  } else if (!/\.test\.tsx?$/.test(path)) {
    hash.update(`${path}\0${stat.size}\0`).update(fs.readFileSync(join(root, path)));
  }
}
