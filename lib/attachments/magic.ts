import type { InlineType } from './policy';

/** The bytes from the beginning that `agrees` looks at. */
export const MAGIC_HEAD = 4_096;

/**
 * Whether the first bytes of an object are what its type says. A browser is told this type with "do not guess", so what
 * matters is that nothing but the named decoder can make sense of the bytes.
 */
export function agrees(type: InlineType, bytes: Uint8Array): boolean {
  return looks[type](bytes.subarray(0, MAGIC_HEAD));
}

const looks: Record<InlineType, (bytes: Uint8Array) => boolean> = {
  'image/png': (bytes) => has(bytes, '\x89PNG\r\n\x1a\n') && has(bytes, 'IHDR', 12),
  'image/jpeg': (bytes) => has(bytes, '\xff\xd8\xff'),
  'image/gif': (bytes) => has(bytes, 'GIF87a') || has(bytes, 'GIF89a'),
  'image/webp': (bytes) => has(bytes, 'RIFF') && has(bytes, 'WEBPVP8', 8),
  'video/mp4': (bytes) => has(bytes, 'ftyp', 4),
  'video/webm': (bytes) => has(bytes, '\x1a\x45\xdf\xa3') && latin(bytes.subarray(0, 64)).includes('webm'),
  'audio/mpeg': (bytes) => has(bytes, 'ID3') || isMpegFrame(bytes),
  'audio/ogg': (bytes) => has(bytes, 'OggS\0'),
  'application/pdf': (bytes) => has(bytes, '%PDF-'),
  'text/plain': isText,
};

function has(bytes: Uint8Array, mark: string, at = 0): boolean {
  return latin(bytes.subarray(at, at + mark.length)) === mark;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Eleven bits of sync, then a version, layer, bit rate and sampling rate that are not reserved. */
function isMpegFrame([first = 0, second = 0, third = 0xff]: Uint8Array): boolean {
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  return (
    first === 0xff &&
    second >= 0xe0 &&
    version !== 1 &&
    layer !== 0 &&
    third >> 4 !== 15 &&
    ((third >> 2) & 3) !== 3
  );
}

/**
 * No control characters but the usual ones, in whatever encoding; UTF-16 by its mark only. Browsers read the mark
 * before they read the charset we name.
 */
function isText(bytes: Uint8Array): boolean {
  if (has(bytes, '\xff\xfe') || has(bytes, '\xfe\xff')) return true;
  return bytes.every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b);
}
