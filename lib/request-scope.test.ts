import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { currentRequest, inRequest } from './request-scope';

test('whatever is done for a request knows it, however deep and whoever runs beside it', async () => {
  const deep = async (pause: number): Promise<string | undefined> => {
    await sleep(pause);
    return currentRequest()?.requestId;
  };
  const both = [
    inRequest({ requestId: 'one' }, () => deep(2)),
    inRequest({ requestId: 'other' }, () => deep(1)),
  ];
  expect(await Promise.all(both)).toEqual(['one', 'other']);
  expect(currentRequest()).toBeUndefined();
});
