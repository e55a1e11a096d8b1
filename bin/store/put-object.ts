import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asked } from './asked';
import { TYPE_MAX } from './object-file';
import type { Objects } from './objects';
import { denied, Refusal, wrong } from './refusal';

/** As S3 allows for one PUT. What people may upload is decided, and signed, by the app. */
const MAX_BYTES = 5 * 1024 ** 3;
/** A connection that says nothing for so long has gone. */
export const SILENT_MS = 30_000;
/** A body may take this long, and its time at a slow telephone's rate. Who sends slower holds a place for nothing. */
const GRACE_MS = 60_000;
const SLOWEST_BYTES_PER_MS = 16;

type Put = {
  asked: Asked;
  key: string;
  /** The names of the signed headers. */
  signed: ReadonlySet<string>;
  objects: Objects;
  silentMs: number;
};

/** Takes one new object, exactly as long and of the type that was signed; only by a presigned address. */
export async function putObject(
  incoming: IncomingMessage,
  { asked, key, signed, objects, silentMs }: Put,
  response: ServerResponse,
): Promise<void> {
  const what = readUpload(asked, signed);
  await objects.requireNew(key);
  const limit = AbortSignal.timeout(GRACE_MS + Math.ceil(what.size / SLOWEST_BYTES_PER_MS));
  incoming.setTimeout(silentMs, () => incoming.destroy());
  // All is here; a slow disk may take its time.
  incoming.once('end', () => incoming.setTimeout(0));
  await objects.write(key, what, incoming, limit).catch((error) => {
    throw limit.aborted ? new Refusal(408, 'RequestTimeout', 'The upload came too slowly.') : error;
  });
  response.writeHead(200, { 'content-length': 0 }).end();
}

function readUpload({ query, headers }: Asked, signed: ReadonlySet<string>): { size: number; type: string } {
  if (query['X-Amz-Signature'] === undefined)
    throw denied('Objects are written by presigned addresses only.');
  if (headers['transfer-encoding'] !== undefined || headers['content-length'] === undefined)
    throw new Refusal(411, 'MissingContentLength', 'An upload says how long it is.');
  for (const name of ['content-length', 'content-type', 'if-none-match'])
    if (!signed.has(name)) throw denied('Length, type and condition of an upload must be signed.');
  if (headers['if-none-match'] !== '*') throw denied('This store replaces nothing: the condition must be *.');
  if (headers['content-encoding'] !== undefined) throw denied('This store takes bytes as they are.');
  const type = headers['content-type'] ?? '';
  if (type.length > TYPE_MAX || !/^[\x21-\x7e][\x20-\x7e]*$/.test(type)) throw wrong('The type is none.');
  const size = Number(headers['content-length']);
  if (size > MAX_BYTES) throw new Refusal(400, 'EntityTooLarge', 'The upload is too large.');
  return { size, type };
}
