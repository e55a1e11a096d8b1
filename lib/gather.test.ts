import { expect, test, vi } from 'vitest';
import { gather } from './gather';

/** A read for many that waits until the test lets it go on. */
function start(gathering = {}) {
  const begun: string[][] = [];
  const going: { answer(): void; fail(error: Error): void }[] = [];
  const ask = gather((keys: readonly string[]) => {
    begun.push([...keys]);
    return new Promise<string[]>((resolve, reject) => {
      going.push({
        answer: () => resolve(keys.map((key) => key.toUpperCase())),
        fail: reject,
      });
    });
  }, gathering);
  return { ask, begun, going };
}

const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('what is asked in one turn is read at once, and each gets its own answer', async () => {
  const { ask, begun, going } = start();
  const all = Promise.all(['a', 'b', 'c'].map(ask));
  await settled();
  expect(begun).toEqual([['a', 'b', 'c']]);
  const later = ask('d');
  await settled();
  expect(begun).toEqual([['a', 'b', 'c'], ['d']]);
  for (const read of going) read.answer();
  expect(await all).toEqual(['A', 'B', 'C']);
  expect(await later).toBe('D');
});

test('what is asked while as many as may be are under way goes together then, in the order it came', async () => {
  const { ask, begun, going } = start({ atOnce: 1, most: 2 });
  const all = ['a', 'b', 'c'].map(ask);
  await settled();
  expect(begun).toEqual([['a', 'b']]);
  all.push(ask('d'), ask('e'));
  await settled();
  expect(begun).toEqual([['a', 'b']]);
  for (let n = 0; n < 3; n += 1) {
    going[n]?.answer();
    await settled();
  }
  expect(begun).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  expect(await Promise.all(all)).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('what fails for many is read alone for each, and fails only for whom it must', async () => {
  const { ask, begun, going } = start({ atOnce: 1 });
  const all = Promise.allSettled(['a', 'b', 'c'].map(ask));
  await settled();
  const next = ask('d');
  going[0]?.fail(new Error('too slow'));
  await settled();
  going[1]?.answer();
  await settled();
  going[2]?.fail(new Error('too slow'));
  await settled();
  going[3]?.answer();
  expect(await all).toMatchObject([{ value: 'A' }, { reason: { message: 'too slow' } }, { value: 'C' }]);
  await settled();
  expect(begun).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c'], ['d']]);
  going[4]?.answer();
  expect(await next).toBe('D');
});

test('where the connection broke it has failed for all, and the next goes on', async () => {
  const { ask, begun, going } = start({ atOnce: 1 });
  const all = Promise.allSettled(['a', 'b'].map(ask));
  await settled();
  const next = ask('c');
  going[0]?.fail(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
  expect(await all).toMatchObject([{ reason: { message: 'gone' } }, { reason: { message: 'gone' } }]);
  await settled();
  expect(begun).toEqual([['a', 'b'], ['c']]);
  going[1]?.answer();
  expect(await next).toBe('C');
});

test('whoever waited too long for a place is refused, the others go on', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const { ask, begun, going } = start({ atOnce: 1, patienceMs: 8_000 });
  void ask('a');
  await settled();
  const late = ask('b');
  now.mockReturnValue(5_000);
  void ask('c');
  now.mockReturnValue(8_001);
  going[0]?.answer();
  await expect(late).rejects.toMatchObject({ code: 'try_again' });
  await settled();
  expect(begun).toEqual([['a'], ['c']]);
  now.mockRestore();
});
