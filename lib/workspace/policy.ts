import type { WorkspaceRole } from '@/lib/users/contract';
import { isAdmin } from '@/lib/users/policy';

export function canChangeWorkspace(viewer: { role: WorkspaceRole }): boolean {
  return isAdmin(viewer);
}
