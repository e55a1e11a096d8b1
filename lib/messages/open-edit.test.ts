import { expect, it } from 'vitest';
import { readOpenEdit, writeOpenEdit } from './open-edit';

it('reads what it has written', () => {
  const edit = { messageId: 'm', version: 2, text: 'half a "thought"\n' };
  expect(readOpenEdit(writeOpenEdit(edit))).toEqual(edit);
});

it.each(['', 'plain text', '{}', '{"messageId":"m"}', 'null'])('finds no edit in %j', (stored) => {
  expect(readOpenEdit(stored)).toBeNull();
});
