import { expect, test, vi } from 'vitest';
import { inTurns } from './in-turns';
import { Model } from './testing/model';

/** Reads that wait until the test lets them go on, in the order they began. */
function start(most: number) {
  const begun: string[] = [];
  const going: { answer(): void; fail(): void }[] = [];
  const wait = (name: string) => {
    begun.push(name);
    return new Promise<null>((resolve, reject) => {
      going.push({ answer: () => resolve(null), fail: () => reject(new Error('away')) });
    });
  };
  const model = new Model().reads(() => Promise.resolve());
  const reads = inTurns(
    { ...model, hello: wait, standing: ({ userId }) => wait(userId), room: () => wait('room') },
    most,
  );
  return { reads, begun, going };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('so many openings are read at once, the others in the order they came', async () => {
  const { reads, begun, going } = start(2);
  const all = ['a', 'b', 'c', 'd'].map((name) => reads.hello(name));
  all.push(reads.standing({ userId: 'e', sessionId: 's' }) as Promise<null>);
  await settled();
  expect(begun).toEqual(['a', 'b']);
  going[1]?.answer();
  await settled();
  expect(begun).toEqual(['a', 'b', 'c']);
  for (let n = 0; n < 5; n += 1) {
    going[n]?.answer();
    await settled();
  }
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(await Promise.all(all)).toEqual([null, null, null, null, null]);
});

test('who has begun goes on before the next begins', async () => {
  const { reads, begun, going } = start(1);
  for (const userId of ['a', 'b', 'c']) void reads.standing({ userId, sessionId: 's' });
  going[0]?.answer();
  await settled();
  void reads.hello('hello of a');
  going[1]?.answer();
  await settled();
  expect(begun).toEqual(['a', 'b', 'hello of a']);
});

test('one that fails makes room as well', async () => {
  const { reads, begun, going } = start(1);
  const first = reads.hello('a');
  const second = reads.hello('b');
  going[0]?.fail();
  await expect(first).rejects.toThrow('away');
  await settled();
  expect(begun).toEqual(['a', 'b']);
  going[1]?.answer();
  await second;
  void reads.hello('c');
  void reads.hello('d');
  await settled();
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('what the open streams are waiting for waits for nobody', async () => {
  const { reads, begun } = start(1);
  void reads.hello('a');
  void reads.room('lobby', 0);
  await settled();
  expect(begun).toEqual(['a', 'room']);
});

test('whoever waited for eight seconds is sent away, the others go on', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const { reads, begun, going } = start(1);
  void reads.hello('a');
  const late = reads.hello('b');
  now.mockReturnValue(5_000);
  void reads.hello('c');
  now.mockReturnValue(8_001);
  going[0]?.answer();
  await expect(late).rejects.toMatchObject({ code: 'try_again' });
  expect(begun).toEqual(['a', 'c']);
  now.mockRestore();
});
