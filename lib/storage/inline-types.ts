/**
 * What a browser may show in place. None of these can run script in the name of whoever serves it; SVG and HTML can,
 * so all else is a download of unknown bytes.
 */
export const inlineTypes: ReadonlySet<string> = new Set([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
  ...['video/mp4', 'video/webm', 'audio/mpeg', 'audio/ogg'],
  ...['text/plain', 'application/pdf'],
]);

/** Whether `type`, parameters apart, is on the list. */
export function isInline(type: string): boolean {
  return inlineTypes.has(type.split(';', 1)[0]?.trim().toLowerCase() ?? '');
}
