import { describe, expect, it } from 'vitest';
import { html, jpeg, mp4, pdf, png, svg, text, webp } from '@/lib/attachments/testing/files';
import { declaredType, lookAt, normalType, PLAIN, pictureTypeOf } from './declared-type';

const given = (type: string, bytes: Uint8Array<ArrayBuffer>) => lookAt(new Blob([bytes], { type }));

describe('the kind of a picture', () => {
  it('is what its bytes are, whatever its name made of it', async () => {
    expect(pictureTypeOf(await given('image/png', jpeg(4, 4)))).toBe('image/jpeg');
    expect(pictureTypeOf(await given('', webp(4, 4)))).toBe('image/webp');
    expect(pictureTypeOf(await given('image/x-unknown', png(4, 4)))).toBe('image/png');
  });

  it('is none of ours for what says it is something else, or is', async () => {
    expect(pictureTypeOf(await given('application/zip', png(4, 4)))).toBeNull();
    expect(pictureTypeOf(await given('image/png', html()))).toBeNull();
    expect(pictureTypeOf(await given('image/svg+xml', svg()))).toBeNull();
  });
});

describe('the type that is announced', () => {
  it.each([
    ['a film that is one', 'video/mp4', mp4(), 'video/mp4'],
    ['a film that is none', 'video/mp4', html(), PLAIN],
    ['a document', 'application/pdf', pdf(), 'application/pdf'],
    ['TypeScript, a film to browsers', 'video/mp2t', text('export const a = 1;'), 'text/plain'],
    ['a real transport stream', 'video/mp2t', new Uint8Array([0x47, 0, 1, 2]), 'video/mp2t'],
    ['notes in Markdown', 'text/markdown', text('# Tea'), 'text/plain'],
    ['text of no known type', '', text('tea'), 'text/plain'],
    ['bytes of no known type', '', new Uint8Array([0, 1, 2, 3]), PLAIN],
    ['a page', 'text/html', html(), 'text/html'],
    ['a drawing', 'image/svg+xml', svg(), 'image/svg+xml'],
    ['a page named as a picture', 'image/png', html(), PLAIN],
    ['text that is none', 'text/plain', new Uint8Array([0, 1, 2, 3]), PLAIN],
  ])('of %s', async (_, type, bytes, announced) => {
    expect(declaredType(await given(type, bytes))).toBe(announced);
  });

  it('is unknown bytes for what is no type', () => {
    expect(['', 'tea', 'a/b/c', 'Text/PLAIN; charset=utf-8'].map(normalType)).toEqual([
      PLAIN,
      PLAIN,
      PLAIN,
      'text/plain',
    ]);
  });
});
