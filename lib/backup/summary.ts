import { fileSize } from '@/lib/attachments/file-size';
import type { Manifest } from './manifest';

const number = new Intl.NumberFormat('en');

/** `1,204 messages, 12 people and 35 files (14 MB)`. */
export function contents({ tables, objects }: Pick<Manifest, 'tables' | 'objects'>): string {
  const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? 0;
  const messages = count(rowsOf('messages'), 'message');
  const people = count(rowsOf('users'), 'person', 'people');
  return `${messages}, ${people} and ${count(objects.count, 'file')} (${fileSize('en', objects.size)})`;
}

/** What to say of files that the store did not have. */
export function absences({
  objects,
  lost,
}: {
  objects: Pick<Manifest['objects'], 'missing'>;
  lost: number;
}): string[] {
  const cleaned = objects.missing - lost;
  const said: string[] = [];
  if (cleaned > 0)
    said.push(`Taken away by the clean-up meanwhile, readable for nobody before: ${count(cleaned, 'file')}.`);
  if (lost > 0)
    said.push(
      `Missing in the store, and so in the backup: ${count(lost, 'file')}. npm run storage:audit names them.`,
    );
  return said;
}

function count(times: number, one: string, many = `${one}s`): string {
  return `${number.format(times)} ${times === 1 ? one : many}`;
}
