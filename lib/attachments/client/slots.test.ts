import { expect, it } from 'vitest';
import { Slots } from './slots';

const nobody = new AbortController().signal;

/** Work that ends when it is told to; `log` says what began. */
function work(log: string[], name: string) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const begin = async () => {
    log.push(name);
    await ended;
  };
  return { begin, end };
}

it('lets so many go, and the next in their order', async () => {
  const slots = new Slots(2);
  const log: string[] = [];
  const [a, b, c, d] = [work(log, 'a'), work(log, 'b'), work(log, 'c'), work(log, 'd')];
  const all = [a, b, c, d].map(({ begin }) => slots.run(nobody, begin));
  await Promise.resolve();
  expect(log).toEqual(['a', 'b']);
  b.end();
  await all[1];
  expect(log).toEqual(['a', 'b', 'c']);
  for (const { end } of [a, c, d]) end();
  await Promise.all(all);
  expect(log).toEqual(['a', 'b', 'c', 'd']);
});

it('gives the place of one that failed, and of one that stopped waiting, to the next', async () => {
  const slots = new Slots(1);
  const log: string[] = [];
  const stopped = new AbortController();
  const fails = slots.run(nobody, () => Promise.reject(new Error('no')));
  const waits = slots.run(stopped.signal, async () => log.push('never'));
  const last = slots.run(nobody, async () => log.push('last'));
  stopped.abort(new Error('stopped'));
  await expect(waits).rejects.toThrow('stopped');
  await expect(fails).rejects.toThrow('no');
  await last;
  expect(log).toEqual(['last']);
});
