import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundlePrograms, ensureBuilt, isBuilt } from '../bin/launch/build.mjs';
import { requireNode } from '../bin/launch/node-version.mjs';
import { root } from '../bin/launch/settings.mjs';

requireNode();

// node bench/run.mjs NAME [arguments]: builds the app if it has to, bundles bench/NAME/main.ts as the other programs
// are, and runs it.
const [name = '', ...args] = process.argv.slice(2);
if (!isBuilt()) await bundlePrograms();
await ensureBuilt((sentence) => console.log(sentence));
const { build, stop } = await import('esbuild');
const outfile = join(root, 'dist/bench', `${name}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: [join(root, 'bench', name, 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  packages: 'external',
  alias: { '@': root },
  sourcemap: true,
  logLevel: 'error',
});
await stop();
const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
