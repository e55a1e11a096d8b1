const STEP = 1_000;
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "840 kB" in the reader's language; three figures at most. `bytes`: a whole number. */
export function fileSize(locale: string, bytes: number): string {
  const power = bytes < STEP ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / STEP ** power;
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  });
  return format.format(value);
}
