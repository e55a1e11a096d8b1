import { describe, expect, it } from 'vitest';
import { ATTACHMENTS_MAX, FILE_MAX } from '@/lib/attachments/contract';
import { chooseFiles } from './choosing';
import { isNameless, pastedFiles } from './given-files';

const file = (name: string, size = 3, type = '') => new File([new Uint8Array(size)], name, { type });
const names = (files: readonly { name: string }[]) => files.map(({ name }) => name);

describe('chosen files', () => {
  it('are taken up to the size the server takes', () => {
    const { taken, refused } = chooseFiles(
      [file('full', FILE_MAX), file('over', FILE_MAX + 1), file('none', 0)],
      0,
    );
    expect(names(taken)).toEqual(['full']);
    expect(refused).toEqual([
      { name: 'over', field: 'size', reason: 'too_big' },
      { name: 'none', field: 'size', reason: 'too_small' },
    ]);
  });

  it('are taken whatever they are, but for what runs by itself', () => {
    const { taken, refused } = chooseFiles(
      [file('a.svg', 3, 'image/svg+xml'), file('b', 3, 'no type'), file('c.exe'), file('d.bat .')],
      0,
    );
    expect(names(taken)).toEqual(['a.svg', 'b']);
    expect(refused).toMatchObject([
      { name: 'c.exe', field: 'type', reason: 'refused_type' },
      { name: 'd.bat', field: 'type' },
    ]);
  });

  it('are as many as a message may have, those it has already counted', () => {
    const many = Array.from({ length: 4 }, (_, place) => file(`${place}.txt`));
    const { taken, refused } = chooseFiles(many, ATTACHMENTS_MAX - 2);
    expect(names(taken)).toEqual(['0.txt', '1.txt']);
    expect(refused[0]).toEqual({
      name: '2.txt',
      field: 'attachmentIds',
      reason: 'too_big',
      limit: ATTACHMENTS_MAX,
    });
  });
});

describe('a paste', () => {
  const files = [file('image.png')] as unknown as FileList;

  it('of a picture alone, or with its address, brings the picture', () => {
    expect(pastedFiles({ files, types: ['Files'] })).toHaveLength(1);
    expect(pastedFiles({ files, types: ['text/html', 'Files'] })).toHaveLength(1);
  });

  it('of words with a picture of them brings the words', () => {
    expect(pastedFiles({ files, types: ['text/plain', 'text/html', 'Files'] })).toEqual([]);
  });

  it('knows a screenshot by its name that is none', () => {
    expect(
      ['image.png', 'image.jpeg', 'my image.png', 'plan.png'].map((name) => isNameless({ name })),
    ).toEqual([true, true, false, false]);
  });
});
