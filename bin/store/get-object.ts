import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { isInline } from '@/lib/attachments/policy';
import type { Asked } from './asked';
import type { Objects, Opened } from './objects';
import { type Range, readRange } from './range';
import { Refusal, wrong } from './refusal';

/** How an answer may be shown is what was signed; on its own the store vouches for no type. */
const UNKNOWN = 'application/octet-stream';
const DOWNLOAD = 'attachment';

/** Answers GET, or HEAD, which alone tells the type that an object was stored with. */
export async function getObject(asked: Asked, key: string, objects: Objects, response: ServerResponse) {
  const object = await objects.open(key);
  if (!object) throw new Refusal(404, 'NoSuchKey', 'There is no such object.');
  try {
    await send(asked, object, response);
  } finally {
    await object.handle.close();
  }
}

async function send(asked: Asked, object: Opened, response: ServerResponse): Promise<void> {
  const { headers } = asked;
  const shown = readShown(asked, object);
  if (headers['if-none-match'] === object.etag) {
    response.writeHead(304, shown).end();
    return;
  }
  // A part of a former object must not be glued to one of this.
  const isStale = headers['if-range'] !== undefined && headers['if-range'] !== object.etag;
  const range = isStale ? undefined : readRange(headers.range, object.size);
  if (range === 'unsatisfiable')
    throw new Refusal(416, 'InvalidRange', 'The object is shorter.', {
      'content-range': `bytes */${object.size}`,
    });
  response.writeHead(range ? 206 : 200, { ...shown, ...describe(range, object) });
  if (asked.method === 'HEAD' || object.size === 0) {
    response.end();
    return;
  }
  const part = range ?? { start: 0, end: object.size - 1 };
  await pipeline(object.handle.createReadStream({ ...part, autoClose: false }), response);
}

function readShown({ method, query }: Asked, object: Opened): OutgoingHttpHeaders {
  for (const name of ['response-content-type', 'response-content-disposition', 'response-cache-control'])
    if (!/^[\x20-\x7e]{0,1024}$/.test(query[name] ?? '')) throw wrong('A header of the answer is none.');
  const type = query['response-content-type'] ?? UNKNOWN;
  const inline = isInline(type.replace('; charset=utf-8', ''));
  const wanted = query['response-content-disposition'] ?? DOWNLOAD;
  // Whoever signs should know the list as well; if not, nothing that runs script is ever shown in place.
  const disposition = inline || /^attachment\b/i.test(wanted) ? wanted : DOWNLOAD;
  return {
    'content-type': method === 'HEAD' ? object.type : inline ? type : UNKNOWN,
    'content-disposition': disposition,
    'cache-control': query['response-cache-control'] ?? 'private, no-store',
    'accept-ranges': 'bytes',
    etag: object.etag,
    'last-modified': object.modifiedAt.toUTCString(),
  };
}

function describe(range: Range | undefined, { size }: Opened): OutgoingHttpHeaders {
  if (!range) return { 'content-length': size };
  const { start, end } = range;
  return { 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${size}` };
}
