import 'server-only';
import { settings } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import type { ChangeWorkspaceInput, Workspace } from './contract';
import { canChangeWorkspace } from './policy';

/** Changes what is named, and nothing else. Throws `not_allowed` for all but admins. */
export async function changeWorkspace(viewer: Viewer, input: ChangeWorkspaceInput): Promise<Workspace> {
  if (!canChangeWorkspace(viewer)) throw new AppError('not_allowed', 'Only admins change the workspace.');
  const { name, openSignUp, roomCreation } = input;
  return transaction(async (tx) => {
    const [changed] = await tx
      .update(settings)
      .set({
        ...(name !== undefined && { name }),
        ...(openSignUp !== undefined && { openSignUp }),
        ...(roomCreation !== undefined && { roomCreation }),
      })
      .returning({
        name: settings.name,
        openSignUp: settings.openSignUp,
        roomCreation: settings.roomCreation,
      });
    if (!changed) throw notFound();
    const details = { openSignUp, roomCreation, renamed: name !== undefined };
    await recordAct(tx, { actorId: viewer.userId, action: 'workspace.change', details });
    return changed;
  });
}
