import { expect, test } from 'vitest';
import { absences, contents } from './summary';

const table = { columns: [], bytes: 0, sha256: '' };
const objects = { count: 35, size: 14_000_000, missing: 0, bytes: 0, sha256: '' };

test('a backup is told by what people know of it', () => {
  const tables = [
    { ...table, name: 'messages', rows: 1_204 },
    { ...table, name: 'users', rows: 1 },
  ];
  expect(contents({ tables, objects })).toBe('1,204 messages, 1 person and 35 files (14 MB)');
});

test('what was not there is told apart: taken away rightly, or lost', () => {
  expect(absences({ objects, lost: 0 })).toEqual([]);
  expect(absences({ objects: { missing: 3 }, lost: 1 })).toEqual([
    'Taken away by the clean-up meanwhile, readable for nobody before: 2 files.',
    'Missing in the store, and so in the backup: 1 file. npm run storage:audit names them.',
  ]);
});
