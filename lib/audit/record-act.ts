import 'server-only';
import type { Database } from '@/db/client';
import { auditLog } from '@/db/schema/operations';

/** `action` reads noun.verb: `room.archive`. `actorId` null: the command line on the server. Ids only, never text. */
export type Act = {
  actorId: string | null;
  action: string;
  subjectId?: string;
  details?: Record<string, string | number | boolean | undefined>;
};

/** Writes an admin's act down in the transaction that does it: there is none without its line. */
export async function recordAct(tx: Database, act: Act): Promise<void> {
  await tx.insert(auditLog).values(act);
}
