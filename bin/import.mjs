import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { requireNode } from './launch/node-version.mjs';

requireNode();

const usage = `Say which file: npm run import -- FILE [--source NAME]

FILE    lines {"room", "at", "author", "text"} as JSON, also compressed by gzip, or the ZIP that Slack exports.
NAME    a word for where the file comes from, if there are several such places; docs/import.md says more.`;

/** What the program is told: the file's place, and the source's name if one is given. Throws a sentence. */
function readArguments() {
  const options = { source: { type: 'string' } };
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new Error(`${error.message}\n\n${usage}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== 1) throw new Error(usage);
  // npm changes to our directory first, and says where it was called.
  const file = resolve(process.env.INIT_CWD ?? '.', positionals[0]);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file ${file}.`);
  return [file, ...(values.source === undefined ? [] : [values.source])];
}

try {
  const args = readArguments();
  const { withDatabase } = await import('./launch/with-database.mjs');
  // Ctrl-C reaches the import too, which ends in order; only then may its database go.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  await withDatabase(async (env, root) => {
    const child = spawn(process.execPath, [join(root, 'dist/import.mjs'), ...args], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    const pass = () => child.kill('SIGTERM');
    process.once('SIGTERM', pass);
    process.exitCode = await new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
    process.off('SIGTERM', pass);
  });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
