import { expect, test } from 'vitest';
import { asError, isNeon } from './neon';

test.each([
  ['postgres://u:p@ep-x-pooler.eu-central-1.aws.neon.tech/db?sslmode=require&channel_binding=require', true],
  ['postgresql://u:p@ep-x.us-east-1.aws.neon.build/db', true],
  ['postgres://u:p@neon.tech.example/db', false],
  ['postgres://u:p@myneon.tech/db', false],
  ['postgres://u:p@127.0.0.1:5432/neon.tech', false],
])('%s is Neon’s: %s', (url, isTheirs) => {
  expect(isNeon(url)).toBe(isTheirs);
});

test('what a WebSocket says becomes an error with the code that a socket would give', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(asError({ type: 'error', message: 'connect ECONNREFUSED', error: cause })).toMatchObject({
    message: 'connect ECONNREFUSED',
    code: 'ECONNREFUSED',
    cause,
  });
  expect(asError({ type: 'close' })).toMatchObject({ code: 'ECONNRESET' });
  expect(asError(cause)).toBe(cause);
});
