import type { Span } from '@/lib/messages/reading';

/**
 * The row about one screen away from the one at `from`: the furthest that ends within `height` of its end, or begins
 * within `height` of its start; the next one if that is taller than the screen.
 */
export function rowOnNextScreen(
  places: readonly Span[],
  { from, step, height }: { from: number; step: 1 | -1; height: number },
): number {
  const origin = places[from];
  if (!origin) return from;
  let index = from + step;
  for (let place = places[index + step]; place; place = places[index + step]) {
    const distance = step === 1 ? place.end - origin.end : origin.start - place.start;
    if (distance > height) break;
    index += step;
  }
  return index;
}
