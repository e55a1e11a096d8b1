const REPEAT_MS = 10_000;

/** Counts calls, and tells how many there were, not more often than every ten seconds. */
export function nowAndThen(tell: (count: number) => void): () => void {
  let count = 0;
  let told = Date.now();
  return () => {
    count += 1;
    if (Date.now() - told < REPEAT_MS) return;
    told = Date.now();
    tell(count);
  };
}
