import { changeLimit } from '@/lib/auth/limits';
import { notFound } from '@/lib/errors';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { changeWorkspace } from '@/lib/workspace/commands';
import { changeWorkspaceInput } from '@/lib/workspace/contract';
import { findWorkspace } from '@/lib/workspace/queries';

export const GET = route({ access: 'anyone' }, async ({ viewer }) => {
  const workspace = await findWorkspace();
  if (!workspace) throw notFound();
  const { name, openSignUp } = workspace;
  return json({ workspace: viewer ? workspace : { name, openSignUp } });
});

export const PATCH = route({ body: changeWorkspaceInput, limits: [changeLimit] }, async ({ viewer, body }) =>
  json({ workspace: await changeWorkspace(viewer, body) }),
);
