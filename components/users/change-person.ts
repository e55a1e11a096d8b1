import { call } from '@/lib/http/api';
import { type ChangePersonInput, type Person, personAnswer } from '@/lib/users/contract';

/** Changes somebody's role or access; answers them as they are now. Throws `ApiError`. */
export async function changePerson(person: Person, body: ChangePersonInput): Promise<Person> {
  const answer = await call('PATCH', `/api/people/${person.id}`, { body, answer: personAnswer });
  return answer.person;
}
