/** Microseconds on the machine's monotonic clock, the same in all processes. */
export function micros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}
