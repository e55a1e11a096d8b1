import { describe, expect, test } from 'vitest';
import { isAccepted, isInline, kindOf, servedType, storedType } from './policy';

const scripted = ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'text/javascript'];

test('what can carry a script is taken, and never shown or stored as what it is', () => {
  for (const type of scripted) {
    expect(isAccepted({ name: 'a.txt', type })).toBe(true);
    expect(isInline(type)).toBe(false);
    expect(storedType(type)).toBe('application/octet-stream');
    expect(servedType(type, 'inline')).toBe('application/octet-stream');
  }
});

test('saving is offered as unknown bytes; text is read as UTF-8', () => {
  expect(servedType('image/png', 'attachment')).toBe('application/octet-stream');
  expect(servedType('image/png', 'inline')).toBe('image/png');
  expect(servedType('text/plain', 'inline')).toBe('text/plain; charset=utf-8');
});

describe('refused', () => {
  test.each([
    ['setup.exe', 'application/octet-stream'],
    ['photo.png.SCR', 'image/png'],
    ['setup', 'application/x-msdownload'],
    ['setup', 'application/x-msdos-program'],
    ['link.url', 'text/plain'],
    ['a.txt', 'text'],
    ['a.txt', 'text/plain/x'],
    ['a.txt', 'text/pl ain'],
    ['a.txt', ''],
  ])('%s as %j', (name, type) => {
    expect(isAccepted({ name, type })).toBe(false);
  });

  test('not: code, archives and what nobody has heard of', () => {
    for (const name of ['run.sh', 'main.py', 'exe.txt', 'data.parquet', 'app.tar.gz', 'index.html'])
      expect(isAccepted({ name, type: 'application/octet-stream' })).toBe(true);
    expect(isAccepted({ name: 'x', type: 'application/vnd.acme.thing+zip' })).toBe(true);
  });
});

test('kinds, for filters', () => {
  const kinds = {
    'image/heic': 'image',
    'image/svg+xml': 'image',
    'video/quicktime': 'video',
    'audio/flac': 'audio',
    'application/pdf': 'document',
    'text/csv': 'document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document',
    'application/zip': 'file',
    'application/octet-stream': 'file',
  };
  for (const [type, kind] of Object.entries(kinds)) expect(kindOf(type)).toBe(kind);
});
