import { expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { route } from './route';

test('where there is no room, nothing else is asked: not who it is, and not the database', async () => {
  const full = () => {
    throw new AppError('try_again', 'No room.', { retryAfter: 3 });
  };
  // There is no database here, and no origin that would do.
  const put = route({ admit: full }, () => expect.unreachable());
  const headers = { cookie: 'parlance.session=x', origin: 'https://elsewhere.example' };
  const request = new Request('http://localhost:3000/api/x', { method: 'PUT', headers, body: '{' });
  const response = await put(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(503);
  expect(response.headers.get('Retry-After')).toBe('3');
  expect(await response.json()).toMatchObject({ error: { code: 'try_again', message: 'No room.' } });
});
