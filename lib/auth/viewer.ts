import 'server-only';
import type { UserCard, WorkspaceRole } from '@/lib/users/contract';

/** Who asks. Every query and command that touches people's data takes one, or a membership made from one. */
export type Viewer = UserCard & { userId: string; sessionId: string; role: WorkspaceRole };

/** The person behind a request's session cookie or bearer token; null when there is none, or it is over. */
export async function findViewer(_request: Request): Promise<Viewer | null> {
  throw new Error('not written yet');
}
