import { expect, it } from 'vitest';
import { canInvite, canManageInvite } from './policy';

const roles = ['owner', 'admin', 'member', 'guest'] as const;

it('lets everybody but guests invite, and only admins invite admins', () => {
  const allowed = roles.flatMap((viewer) =>
    (['admin', 'member', 'guest'] as const)
      .filter((role) => canInvite({ role: viewer }, role))
      .map((role) => `${viewer} ${role}`),
  );
  expect(allowed).toEqual([
    'owner admin',
    'owner member',
    'owner guest',
    'admin admin',
    'admin member',
    'admin guest',
    'member member',
    'member guest',
  ]);
});

it('leaves an invite to whoever made it and to admins', () => {
  const managers = roles.filter((role) => canManageInvite({ userId: 'ada', role }, { createdBy: 'grace' }));
  expect(managers).toEqual(['owner', 'admin']);
  expect(canManageInvite({ userId: 'ada', role: 'member' }, { createdBy: 'ada' })).toBe(true);
});
