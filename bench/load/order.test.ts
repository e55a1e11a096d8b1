import { expect, test } from 'vitest';
import { faultsOf, heardOf } from './order';

const far = 5_000;

test.each([
  ['all in its order', [0, 1, 2, far], [0, 1, 2, far], {}],
  ['one not heard', [0, 1, 2, far], [0, 2, far], { lost: 1 }],
  ['the last not heard', [0, 1, 2, far], [0, 1, 2], { lost: 1 }],
  ['one heard twice', [0, 1, 2], [0, 1, 1, 2], { repeated: 1 }],
  ['two in another order', [0, 1, 2, far], [0, 2, 1, far], { reordered: 1 }],
  ['one that is not there', [0, 1, 2], [0, 1, 2, far], { unexpected: 1 }],
  ['one for another', [0, 1, 2], [0, 1, 3], { lost: 1, unexpected: 1 }],
])('%s', (_, messages, heard, faults) => {
  const none = { lost: 0, repeated: 0, reordered: 0, unexpected: 0 };
  expect(faultsOf(heardOf(heard), messages)).toEqual({ ...none, ...faults });
});
