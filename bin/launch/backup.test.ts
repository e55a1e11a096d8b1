import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from './backup.mjs';

let home = '';
let directory = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parlance-backup-'));
  directory = join(home, 'postgres');
  mkdirSync(join(directory, 'base'), { recursive: true });
  writeFileSync(join(directory, 'base', '1'), 'rows');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Makes the copies one minute apart, as far as their times tell. */
function age(copy: string, minutes: number): void {
  const then = new Date(Date.now() - minutes * 60_000);
  utimesSync(copy, then, then);
}

test('the copy is whole and lies beside the database', () => {
  const copy = backUp({ home, directory, release: '1.2.0' });
  expect(copy).toBe(join(home, 'before-1.2.0'));
  expect(readFileSync(join(copy, 'base', '1'), 'utf8')).toBe('rows');
});

test('a second migration of one release replaces no copy', () => {
  age(backUp({ home, directory, release: '1.2.0' }), 1);
  writeFileSync(join(directory, 'base', '1'), 'changed');
  const second = backUp({ home, directory, release: '1.2.0' });
  expect(readFileSync(join(home, 'before-1.2.0', 'base', '1'), 'utf8')).toBe('rows');
  expect(readFileSync(join(second, 'base', '1'), 'utf8')).toBe('changed');
});

test('only the last two copies stay', () => {
  age(backUp({ home, directory, release: '1.9.0' }), 2);
  age(backUp({ home, directory, release: '1.10.0' }), 1);
  backUp({ home, directory, release: '1.11.0' });
  expect(readdirSync(home).sort()).toEqual(['before-1.10.0', 'before-1.11.0', 'postgres']);
});
