import { listLinkedAccounts } from '@/lib/accounts/linked-accounts';
import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';

export const GET = route({}, async ({ viewer }) => json(await listLinkedAccounts(viewer)));
