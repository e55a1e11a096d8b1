import { createServer } from 'node:net';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { isBroken, sqlState } from './client';

const withCode = (code: string, cause?: unknown) => Object.assign(new Error('x', { cause }), { code });

describe('a connection is given up', () => {
  test.each([
    ['when the server ended it', withCode('57P01')],
    ['when the socket died', withCode('ECONNRESET')],
    ['when the socket died under a statement', new Error('Failed query', { cause: withCode('EPIPE') })],
    ['when our own time-out came first', new Error('Query read timeout')],
  ])('%s', (_, error) => {
    expect(isBroken(error)).toBe(true);
  });

  test('when nobody listens, whatever the name of the host stands for', async () => {
    const port = await freePort();
    const refused = await new pg.Client({ host: 'localhost', port })
      .connect()
      .catch((error: unknown) => error);
    expect(isBroken(refused)).toBe(true);
  });
});

describe('a connection is kept', () => {
  test.each([
    ['after a refusal by Postgres', withCode('23505')],
    ['after a statement it cancelled', withCode('57014')],
    ['after a refusal of ours', withCode('conflict')],
    ['after any error of ours', new Error('no')],
  ])('%s', (_, error) => {
    expect(isBroken(error)).toBe(false);
  });
});

test('a SQLSTATE is found wherever it was wrapped; what only looks like one is none', () => {
  expect(sqlState(new Error('a', { cause: new Error('b', { cause: withCode('40P01') }) }))).toBe('40P01');
  expect(sqlState(withCode('EPIPE'))).toBeUndefined();
  expect(sqlState('40P01')).toBeUndefined();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
