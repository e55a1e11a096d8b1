import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { requireNode } from './launch/node-version.mjs';
import { noteSignals, runProgram } from './launch/program.mjs';

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

/** Runs the program to its end and answers its exit code. */
function run(args, env, root) {
  const [file] = args;
  const given = process.env.DATABASE_URL;
  const place = given
    ? `the database at ${new URL(given).host}`
    : `Parlance's own database in ${process.env.DATA_DIR ?? '.data'}`;
  console.log(`Importing ${file} into ${place}.`);
  return runProgram('import.mjs', { args, env, root });
}

try {
  const args = readArguments();
  const { withDatabase } = await import('./launch/with-database.mjs');
  const signals = noteSignals();
  await withDatabase(async (env, root) => {
    process.exitCode = signals.asked() ? 130 : await run(args, env, root);
  });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
