import { expect, test, vi } from 'vitest';
import { AppError } from '@/lib/errors';
import { route } from './route';

// Nobody listens there: whoever asked it would answer something else.
vi.stubEnv('DATABASE_URL', 'postgres://parlance@127.0.0.1:9/parlance');
vi.stubEnv('AUTH_SECRET', 'a secret for tests, at least 32 characters');
vi.stubEnv('LOG_LEVEL', 'silent');

test('where there is no room, nothing else is asked: not who it is, and not the database', async () => {
  const full = () => {
    throw new AppError('try_again', 'No room.', { retryAfter: 3 });
  };
  // From elsewhere, by nobody, and no JSON: each of it is refused in another way.
  const put = route({ admit: full }, () => expect.unreachable());
  const headers = { cookie: 'parlance.session=x', origin: 'https://elsewhere.example' };
  const request = new Request('http://localhost:3000/api/x', { method: 'PUT', headers, body: '{' });
  const response = await put(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(503);
  expect(response.headers.get('Retry-After')).toBe('3');
  expect(await response.json()).toMatchObject({ error: { code: 'try_again', message: 'No room.' } });
});
