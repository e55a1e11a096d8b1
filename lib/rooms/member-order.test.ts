import { expect, it } from 'vitest';
import type { Member } from './contract';
import { sortMembers } from './member-order';

const member = (userId: string, rev: number, more: Partial<Member> = {}): Member => ({
  userId,
  rev,
  role: 'member',
  ended: false,
  ...more,
});
const users = Object.fromEntries(
  ['ada', 'grace', 'linus'].map((name) => [name, { name, avatar: null, kind: 'person' as const }]),
);
const ids = (members: readonly Member[]) => members.map(({ userId }) => userId);

it('lists admins first, then by name', () => {
  const asked = [member('linus', 1), member('ada', 2), member('grace', 3, { role: 'admin' })];
  expect(ids(sortMembers(asked, {}, users))).toEqual(['grace', 'ada', 'linus']);
});

it('takes the newest state of each, whoever brought it', () => {
  const asked = [member('ada', 5), member('grace', 2)];
  const changed = {
    ada: member('ada', 3, { ended: true }),
    grace: member('grace', 4, { ended: true }),
    linus: member('linus', 6),
  };
  expect(ids(sortMembers(asked, changed, users))).toEqual(['ada', 'linus']);
});
