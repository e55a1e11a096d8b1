import 'server-only';

/**
 * The client's address. `server.ts` (and Vercel's edge) overwrite X-Forwarded-For with the one address they saw; the
 * last is taken all the same, because only the first ones can be made up. Nothing else reads that header.
 */
export function clientAddress(request: Request): string {
  const last = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().toLowerCase();
  return last ? last.replace(/^::ffff:(?=\d+\.)/, '') : 'unknown';
}

/**
 * What limits count by: an IPv4 address, or the first 64 bits of an IPv6 one, because the rest is free to choose for
 * whoever was given such a network.
 */
export function addressBlock(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
