import { textOf } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { type CreateAccountInput, type Me, meAnswer } from '@/lib/users/contract';

type Ticket = Pick<CreateAccountInput, 'invite' | 'setupCode' | 'workspace'>;

/** Makes the account a form describes and signs this browser in. Throws `ApiError`. */
export async function createAccount(data: FormData, ticket: Ticket): Promise<Me> {
  const body: CreateAccountInput = {
    ...ticket,
    name: textOf(data, 'name'),
    email: textOf(data, 'email'),
    password: textOf(data, 'password'),
  };
  const { me } = await call('POST', '/api/accounts', { body, answer: meAnswer });
  return me;
}
