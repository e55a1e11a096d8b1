/** All our objects lie below it; whatever else shares the bucket is not ours to list or remove. */
export const KEY_PREFIX = 'attachments/';

/** What an attachment's objects are called, made from its id alone: a name never reaches the store. */
export function objectKey(id: string): string {
  return `${KEY_PREFIX}${id}/file`;
}

export function thumbnailKey(id: string): string {
  return `${KEY_PREFIX}${id}/thumbnail`;
}

/** The attachment that an object belongs to; null for a key that we would not make. */
export function attachmentOf(key: string): string | null {
  return (
    /^attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?:file|thumbnail)$/.exec(key)?.[1] ?? null
  );
}
