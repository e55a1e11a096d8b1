import { expect, test } from 'vitest';
import type { Changes } from './contract';
import { mergeChanges } from './merge';
import { Model } from './testing/model';

/** What the model hands over with each change, in order. */
function frames(): { model: Model; handed: Changes[] } {
  const model = new Model();
  for (const name of ['ada', 'grace']) model.addPerson(name);
  model.addRoom('lobby');
  const announced = [
    model.member('lobby', 'ada', false)?.[0],
    model.post('lobby', 'ada'),
    model.member('lobby', 'grace', false)?.[0],
    model.edit('lobby', 0),
    model.post('lobby', 'ada'),
    model.member('lobby', 'grace', true)?.[0],
  ];
  return { model, handed: announced.map((announcement) => announcement?.frame as Changes) };
}

test('two frames become what one read over both would say', () => {
  const { model, handed } = frames();
  const [first, ...others] = handed;
  if (!first) throw new Error('nothing was handed over');
  const read = model.changes('lobby', 0, 100);
  const byRev = (rows: { rev: number }[]) => [...rows].sort((a, b) => a.rev - b.rev);
  const merged = others.reduce(mergeChanges, first);
  expect({ ...merged, messages: byRev(merged.messages), members: byRev(merged.members) }).toEqual({
    ...read,
    messages: byRev(read.messages),
    members: byRev(read.members),
  });
  expect(merged.members).toContainEqual(expect.objectContaining({ userId: 'grace', ended: true }));
  expect(merged.messages).toHaveLength(2);
});

test('the newest card of a person and the newest words about the room count', () => {
  const info = { kind: 'public', topic: '', archivedAt: null } as const;
  const card = { avatar: null, kind: 'person' } as const;
  const base = { messages: [], members: [] };
  const one = {
    ...base,
    from: 1,
    to: 2,
    room: { ...info, name: 'old', rev: 2 },
    users: { a: { ...card, name: 'A' } },
  };
  const two = { ...base, from: 2, to: 3, users: { a: { ...card, name: 'Ada' }, b: { ...card, name: 'B' } } };
  const merged = mergeChanges(one, two);
  expect(merged.room?.name).toBe('old');
  expect(merged.users).toEqual(two.users);
  expect(
    mergeChanges(merged, { ...base, from: 3, to: 4, room: { ...info, name: 'new', rev: 4 }, users: {} }).room
      ?.name,
  ).toBe('new');
});
