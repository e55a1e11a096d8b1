/** Of a name in UTF-8: what every file system takes. */
const NAME_BYTES = 255;
/** A longer ending is no ending. */
const ENDING_BYTES = 24;

const encoder = new TextEncoder();

/**
 * A file's name as it is kept: without the folders it came from, in one line, without characters that only deceive or
 * that file systems refuse, at most 255 bytes with its ending kept. What has no name left is called "file".
 */
export function cleanFileName(given: string): string {
  const name = given
    .normalize('NFC')
    // Control, bidirectional, zero-width and private characters: they hide an ending or end a header.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u17b4\u17b5\u3164\uffa0]|\u034f/gu, '')
    .split(/[/\\]/)
    .filter((part) => !/^[\s.]*$/.test(part))
    .at(-1);
  const plain = (name ?? '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return shortened(plain) || 'file';
}

function shortened(name: string): string {
  if (byteLength(name) <= NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && byteLength(name.slice(dot)) <= ENDING_BYTES ? name.slice(dot) : '';
  let kept = '';
  let room = NAME_BYTES - byteLength(ending);
  for (const character of ending === '' ? name : name.slice(0, dot)) {
    room -= byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept.trimEnd() + ending;
}

function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}

/**
 * The Content-Disposition (RFC 6266) of a file with a cleaned name: an ASCII name for old readers, and the real one in
 * UTF-8 as RFC 8187 writes it.
 */
export function contentDisposition(disposition: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
