import 'server-only';
import { db } from '@/db/client';
import { settings } from '@/db/schema/users';
import { single } from '@/lib/registry';
import type { Workspace } from './contract';

/** The workspace; null until the first account is made. */
export async function findWorkspace(): Promise<Workspace | null> {
  const [row] = await db()
    .select({
      name: settings.name,
      openSignUp: settings.openSignUp,
      roomCreation: settings.roomCreation,
    })
    .from(settings);
  return row ?? null;
}

/** Whether there is a workspace. It never goes away again, so a yes is kept. */
export async function isSetUp(): Promise<boolean> {
  const known = single('set up', () => ({ yes: false }));
  known.yes ||= (await findWorkspace()) !== null;
  return known.yes;
}
