import 'server-only';

const AT_ONCE = 8;

/**
 * What `work` made of each item, in their order; a few are worked on at once. When one fails, those beside it have
 * ended before it is thrown: nothing is written behind the back of whoever cleans up.
 */
export async function* fewAtOnce<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < AT_ONCE) continue;
    yield* await all(batch.map(work));
    batch = [];
  }
  yield* await all(batch.map(work));
}

async function all<R>(works: Promise<R>[]): Promise<R[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
