import type { WorkspaceRole } from '@/lib/users/contract';

export function canChangeWorkspace(viewer: { role: WorkspaceRole }): boolean {
  return viewer.role === 'owner' || viewer.role === 'admin';
}
