import { describe, expect, it } from 'vitest';
import type { WorkspaceRole } from './contract';
import { canChangeRole, canDeactivate, canResetPassword, isAdmin } from './policy';

const roles: WorkspaceRole[] = ['owner', 'admin', 'member', 'guest'];
const ada = (role: WorkspaceRole) => ({ userId: 'ada', role });
const grace = (role: WorkspaceRole) => ({ userId: 'grace', role });

describe('people', () => {
  it('are managed by owners and admins', () => {
    expect(roles.filter((role) => isAdmin({ role }))).toEqual(['owner', 'admin']);
  });

  it('get any role from owners; from admins only those below, and only if they are below themselves', () => {
    const allowed = roles.flatMap((viewer) =>
      roles.flatMap((subject) =>
        roles
          .filter((role) => canChangeRole(ada(viewer), grace(subject), role))
          .map((role) => `${viewer}: ${subject} -> ${role}`),
      ),
    );
    expect(allowed.filter((one) => one.startsWith('owner'))).toHaveLength(16);
    expect(allowed.filter((one) => !one.startsWith('owner'))).toEqual([
      'admin: member -> member',
      'admin: member -> guest',
      'admin: guest -> member',
      'admin: guest -> guest',
    ]);
  });

  it('are deactivated and given a new password by those who could change them, never by themselves', () => {
    const pairs = roles.flatMap((viewer) => roles.map((subject) => [viewer, subject] as const));
    const expected = [
      'owner owner',
      'owner admin',
      'owner member',
      'owner guest',
      'admin member',
      'admin guest',
    ];
    const over = (rule: typeof canDeactivate) =>
      pairs.filter(([a, b]) => rule(ada(a), grace(b))).map((pair) => pair.join(' '));
    expect(over(canDeactivate)).toEqual(expected);
    expect(over(canResetPassword)).toEqual(expected);
    expect(canDeactivate(ada('owner'), ada('owner'))).toBe(false);
  });
});
