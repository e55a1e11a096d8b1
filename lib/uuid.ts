/**
 * A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, 74 random bits. Made by the author's device, so it also works
 * where `crypto.randomUUID` does not exist (plain http on a local network). Nothing is sorted by it.
 */
export function uuidv7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = now.toString(16).padStart(12, '0');
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((Number.parseInt(random.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${random.slice(13, 16)}`,
    `${variant}${random.slice(17, 20)}`,
    random.slice(20),
  ].join('-');
}
