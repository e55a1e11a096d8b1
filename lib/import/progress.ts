const number = new Intl.NumberFormat('en');

export type Progress = {
  /** Messages of the source that were read. */
  lines: number;
  /** Bytes of the file that were read, and that there are. */
  read: number;
  size: number;
  /** Milliseconds since the beginning. */
  elapsed: number;
};

/** `41,000 messages · 51 % · 12,300/s · 3 s left`. How much is left is told by the bytes of the file. */
export function progressLine({ lines, read, size, elapsed }: Progress): string {
  const share = size === 0 ? 1 : Math.min(1, read / size);
  const said = [`${number.format(lines)} messages`, `${Math.floor(share * 100)} %`];
  // In the first moment there is nothing to judge by.
  if (elapsed >= 1_000 && share > 0) {
    said.push(`${number.format(Math.round(lines / (elapsed / 1_000)))}/s`);
    said.push(`${duration((elapsed * (1 - share)) / share)} left`);
  }
  return said.join(' · ');
}

/** `3 s`, `4 min 5 s`, `2 h 10 min`, of milliseconds. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
