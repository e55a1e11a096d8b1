import { json } from '@/lib/http/json';
import { route } from '@/lib/http/route';
import { listPeopleQuery } from '@/lib/users/contract';
import { listPeople } from '@/lib/users/queries';

export const GET = route({ query: listPeopleQuery }, async ({ viewer, query }) =>
  json(await listPeople(viewer, query)),
);
