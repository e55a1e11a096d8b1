import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { generateLog, USUAL_LINES } from './generate/log.mjs';
import { requireNode } from './launch/node-version.mjs';

requireNode();

// node bin/generate-log.mjs [--lines 80252] [--seed 1] [FILE]: a log to import, to the terminal or into FILE,
// compressed if it is called .gz. The same parameters give the same log.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lines: { type: 'string' }, seed: { type: 'string' } },
});
const file = positionals[0];
const shape = { lines: Number(values.lines ?? USUAL_LINES), seed: Number(values.seed ?? 1) };
if (!Number.isSafeInteger(shape.lines) || !Number.isSafeInteger(shape.seed) || shape.lines < 0)
  throw new Error('--lines and --seed are whole numbers.');

/** A thousand lines at a time: each piece of a stream costs more than a line. */
function* pieces(lines) {
  let piece = [];
  for (const line of lines) {
    piece.push(`${line}\n`);
    if (piece.length < 1_000) continue;
    yield piece.join('');
    piece = [];
  }
  yield piece.join('');
}

const out = file ? createWriteStream(file) : process.stdout;
const steps = file?.endsWith('.gz') ? [createGzip(), out] : [out];
// Whoever reads may have seen enough (| head).
await pipeline(Readable.from(pieces(generateLog(shape))), ...steps).catch((error) => {
  if (error.code !== 'EPIPE') throw error;
});
