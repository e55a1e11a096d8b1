import { agrees, MAGIC_HEAD } from '@/lib/attachments/magic';
import { isInline } from '@/lib/attachments/policy';
import type { PictureType } from './pictures/strip-metadata';

/** What is sent as bytes that nobody looks into. */
export const PLAIN = 'application/octet-stream';

const pictureTypes: readonly PictureType[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** Text that browsers call something else (`.ts` is a film to them), or nothing. Pages keep their type, to be saved. */
const textInDisguise =
  /^(text\/(?!html)|video\/(mp2t|vnd\.dlna\.mpeg-tts)$|application\/(octet-stream|json|javascript|x-sh|sql|toml|yaml|x-yaml)$)/;

/** RFC 6838, 4.2. */
const mediaType = /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/;

/** The type that whatever chose a file gave it, without parameters; what is none is unknown bytes. */
export function normalType(given: string): string {
  const type = given.split(';')[0]?.trim().toLowerCase() ?? '';
  return mediaType.test(type) ? type : PLAIN;
}

/** What a file is called, and its first bytes. */
type Looked = { type: string; head: Uint8Array };

export async function lookAt(file: Blob): Promise<Looked> {
  const head = new Uint8Array(await file.slice(0, MAGIC_HEAD).arrayBuffer());
  return { type: normalType(file.type), head };
}

/** The kind of picture the bytes are, whatever the name says: a camera's ".png" may be a JPEG. Null for none we show. */
export function pictureTypeOf({ type, head }: Looked): PictureType | null {
  if (type !== PLAIN && !type.startsWith('image/')) return null;
  return pictureTypes.find((candidate) => agrees(candidate, head)) ?? null;
}

/**
 * The type to announce, for what is sent as it is: what can be shown in place only if the bytes agree, because the server
 * looks as well and deletes what differs.
 */
export function declaredType({ type, head }: Looked): string {
  if (textInDisguise.test(type) && agrees('text/plain', head)) return 'text/plain';
  // A picture that comes here could not be prepared, so nobody could see it either.
  if (type.startsWith('image/')) return isInline(type) ? PLAIN : type;
  return isInline(type) && !agrees(type, head) ? PLAIN : type;
}
