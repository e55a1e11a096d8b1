import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import journal from '@/drizzle/meta/_journal.json';
import { release } from '@/lib/operations/release';
import { isKey } from '@/lib/storage/keys';

/** Of the folder. Another arrangement of its files, or another meaning of them, is another number. */
const FORMAT = 1;
const MANIFEST = 'manifest.json';

/** A file of the backup, as it lies there: its length and the hex of its SHA-256. */
const part = z.object({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type Part = z.infer<typeof part>;

/** What Postgres calls tables, columns and sequences of ours; it becomes part of a path and of a statement. */
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const copiedTable = part.extend({ name, columns: z.array(name), rows: z.int().min(0) });
export type CopiedTable = z.infer<typeof copiedTable>;

/** What a backup says of itself. It is written last: without it a folder is no backup. */
const manifest = z.object({
  format: z.literal(FORMAT),
  release: z.string(),
  /** The newest migration, by its `when`. */
  migration: z.int(),
  /** When the database was as the backup has it, by its own clock. */
  takenAt: z.iso.datetime(),
  epoch: z.uuid(),
  /** In the order in which their rows can be inserted. */
  tables: z.array(copiedTable),
  /** The next value of each. */
  sequences: z.array(z.object({ name, next: z.int() })),
  /** The list of objects, and how many there are, their bytes, and how many more the rows name. */
  objects: part.extend({ count: z.int().min(0), size: z.int().min(0), missing: z.int().min(0) }),
});
export type Manifest = z.infer<typeof manifest>;

/** One line of the list of objects. */
export const copiedObject = part.extend({ key: z.string().refine(isKey), type: z.string() });
export type CopiedObject = z.infer<typeof copiedObject>;

export const tableFile = (table: string) => join('tables', `${table}.copy.gz`);
export const OBJECT_LIST = 'objects.ndjson';
export const objectFile = (key: string) => join('objects', ...key.split('/'));
export const manifestFile = MANIFEST;

/** As it is stored: with a hash of itself, because nothing else could tell that a byte of it changed. */
export function formatManifest(written: Omit<Manifest, 'format' | 'release'>): string {
  const content = { format: FORMAT, release, ...written };
  return `${JSON.stringify({ ...content, sha256: hashOf(content) }, null, 2)}\n`;
}

/**
 * What the backup in `directory` says of itself. Throws a sentence when there is none, when it is not whole, or when
 * this release cannot read it.
 */
export function readManifest(directory: string): Manifest {
  const content = parse(readText(directory), directory);
  const { format, release: made } = z.object({ format: z.int(), release: z.string() }).parse(content);
  if (format !== FORMAT)
    throw new Error(
      `The backup in ${directory} has format ${format}, which this release does not know. Restore it with Parlance ${made}, which made it.`,
    );
  const read = manifest.parse(content);
  if (journal.entries.some(({ when }) => when === read.migration)) return read;
  throw new Error(
    `The backup in ${directory} was made by Parlance ${made}, whose database has changes that this release, ${release}, does not know. Restore it with that release or a newer one.`,
  );
}

function readText(directory: string): string {
  try {
    return readFileSync(join(directory, MANIFEST), 'utf8');
  } catch (cause) {
    throw new Error(
      `There is no backup in ${directory}, or an unfinished one: it has no ${MANIFEST}. Take another one.`,
      { cause },
    );
  }
}

function parse(text: string, directory: string): unknown {
  const damaged = `${MANIFEST} of the backup in ${directory} is damaged. Take another one.`;
  let stored: { sha256?: unknown };
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new Error(damaged, { cause });
  }
  const { sha256, ...content } = Object(stored);
  if (sha256 !== hashOf(content)) throw new Error(damaged);
  return content;
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
