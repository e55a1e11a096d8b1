import { describe, expect, test } from 'vitest';
import { cleanFileName, contentDisposition } from './naming';

describe('a name', () => {
  test.each([
    ['holiday photo.JPG', 'holiday photo.JPG'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ada\\plan.docx', 'plan.docx'],
    ['a/b/..', 'b'],
    ['..', 'file'],
    ['/', 'file'],
    ['', 'file'],
    ['\u200b\u2060', 'file'],
    ['.bashrc', 'bashrc'],
    ['one\r\nSet-Cookie: a=b.txt', 'one Set-Cookie_ a=b.txt'],
    ['nul\0byte.png', 'nul byte.png'],
    // U+202E makes "exe.png" look like "gnp.exe" and the other way round.
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['\ufeffzero\u200dwidth.txt', 'zerowidth.txt'],
    ['what? <b>"x"|*.txt', 'what_ _b__x___.txt'],
    ['  spaces \u00a0 and dots. . ', 'spaces and dots'],
    ['cafe\u0301.txt', 'café.txt'],
    ['日本語.pdf', '日本語.pdf'],
  ])('%j becomes %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  test('is cut to 255 bytes between characters, its ending kept', () => {
    const long = cleanFileName(`${'ä'.repeat(2_500)}.tar.gz`);
    expect(long).toMatch(/^ä+\.gz$/);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(long)).toBeGreaterThan(250);
    expect(cleanFileName('😀'.repeat(100))).toBe('😀'.repeat(63));
    expect(cleanFileName(`a.${'b'.repeat(5_000)}`)).toHaveLength(255);
  });

  test('is the same when it is cleaned twice', () => {
    for (const name of ['../x', 'a\u202e.b', `${'ü'.repeat(300)} .png`, ' . .', 'a"b'])
      expect(cleanFileName(cleanFileName(name))).toBe(cleanFileName(name));
  });
});

describe('Content-Disposition', () => {
  test('names the file for old readers and exactly', () => {
    expect(contentDisposition('inline', 'plan.pdf')).toBe(
      `inline; filename="plan.pdf"; filename*=UTF-8''plan.pdf`,
    );
    expect(contentDisposition('attachment', "Käse 50% (l'eau).txt")).toBe(
      `attachment; filename="K_se 50_ (l'eau).txt"; filename*=UTF-8''K%C3%A4se%2050%25%20%28l%27eau%29.txt`,
    );
  });

  test('is one line of printable ASCII, whatever the name', () => {
    for (const name of ['a"; filename="evil.html', 'x\\', '😀', 'a\r\nb'].map(cleanFileName)) {
      const header = contentDisposition('attachment', name);
      expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.%~!-]*$/);
      expect(header.split('"')).toHaveLength(3);
    }
  });
});
