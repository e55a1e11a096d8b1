/** Whether release `a` (`major.minor.patch`) came before `b`; what stands behind a hyphen does not count. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const differing = left.findIndex((number, index) => number !== right[index]);
  return differing >= 0 && (left[differing] ?? 0) < (right[differing] ?? 0);
}

function numbersOf(version: string): number[] {
  const [numbers = ''] = version.split('-');
  return numbers.split('.').map(Number);
}
