import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import type { Asked } from './asked';
import { sizeOf } from './object-file';
import { type Objects, segmentOf } from './objects';
import { Refusal, wrong } from './refusal';

const PAGE = 1_000;

type Listed = { key: string; file: string };

/** ListObjectsV2 without delimiters: the objects after a key, in the order of their keys, as XML. */
export async function listObjects({ query }: Asked, objects: Objects, bucket: string): Promise<string> {
  const { prefix, after, limit } = readListing(query);
  const found: Listed[] = [];
  for await (const listed of walk(objects.root, '', { prefix, after })) {
    found.push(listed);
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  const contents = (await Promise.all(page.map(describe))).join('');
  const last = found.length > limit ? (page.at(-1)?.key ?? '') : undefined;
  // Keys, prefixes and buckets hold nothing that would have to be escaped.
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`,
    `<Name>${bucket}</Name><Prefix>${prefix}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${limit}</MaxKeys>`,
    `<IsTruncated>${last !== undefined}</IsTruncated>${contents}`,
    last === undefined ? '' : `<NextContinuationToken>${last}</NextContinuationToken>`,
    '</ListBucketResult>\n',
  ].join('');
}

function readListing(query: Asked['query']): { prefix: string; after: string; limit: number } {
  const {
    prefix = '',
    delimiter = '',
    'start-after': start = '',
    'continuation-token': token = start,
  } = query;
  if (query['list-type'] !== '2' || delimiter !== '')
    throw new Refusal(501, 'NotImplemented', 'This store lists by ListObjectsV2 without a delimiter.');
  const limit = Number(query['max-keys'] ?? PAGE);
  const isText = [prefix, token].every((text) => /^[a-z0-9._/-]{0,512}$/.test(text));
  if (!isText || !Number.isInteger(limit) || limit < 1) throw wrong('The listing is asked for wrongly.');
  return { prefix, after: token, limit: Math.min(limit, PAGE) };
}

/** Below a directory, in the order of whole keys: of a directory's name the slash counts as well. */
async function* walk(
  directory: string,
  parent: string,
  { prefix, after }: { prefix: string; after: string },
): AsyncGenerator<Listed> {
  const entries = await fs.readdir(directory, { withFileTypes: true }).catch(removedMeanwhile);
  const paths = entries.flatMap((entry) => {
    const name = entry.isDirectory() ? `${entry.name}/` : segmentOf(entry.name);
    return name === undefined ? [] : [{ path: parent + name, file: join(directory, entry.name) }];
  });
  paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, file } of paths) {
    if (!path.endsWith('/')) {
      if (path.startsWith(prefix) && path > after) yield { key: path, file };
    } else if (mayHold(path, prefix) && (path > after || after.startsWith(path))) {
      yield* walk(file, path, { prefix, after });
    }
  }
}

function mayHold(directory: string, prefix: string): boolean {
  return directory.startsWith(prefix) || prefix.startsWith(directory);
}

async function describe({ key, file }: Listed): Promise<string> {
  const stat = await fs.stat(file).catch(removedMeanwhile);
  if (Array.isArray(stat)) return '';
  const modified = stat.mtime.toISOString();
  return `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><Size>${sizeOf(stat.size)}</Size></Contents>`;
}

function removedMeanwhile(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
