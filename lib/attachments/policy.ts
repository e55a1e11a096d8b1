/** What a file is called in lists and filters. */
export const attachmentKinds = ['image', 'video', 'audio', 'document', 'file'] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

/** RFC 6838, 4.2, in lower case and without parameters. */
const mediaType = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/;

/**
 * What a browser may show in place, and the kind each stands for; the bytes of each are looked at before. Anything else
 * is offered for saving. Never HTML, SVG or XML: they carry scripts.
 */
const inline = {
  'image/png': 'image',
  'image/jpeg': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
  'video/mp4': 'video',
  'video/webm': 'video',
  'audio/mpeg': 'audio',
  'audio/ogg': 'audio',
  'text/plain': 'document',
  'application/pdf': 'document',
} as const satisfies Record<string, AttachmentKind>;
export type InlineType = keyof typeof inline;

/** What runs by a double click. People get such files from strangers; who means it sends an archive. */
const runnable = {
  endings:
    /\.(exe|com|scr|pif|msi|msp|bat|cmd|cpl|hta|jse|vbe|vbs|wsf|wsh|lnk|reg|scf|url|application|gadget)$/i,
  types: /^application\/(x-ms-?(dos-?program|download|installer|i|-shortcut)|hta|bat|x-bat|x-dosexec|x-exe)$/,
};

/**
 * Whether a file with this (cleaned) name and declared type is taken at all. Any kind of file is, but for what runs by
 * itself: what a browser does not show in place can only be saved, so its type does no harm.
 */
export function isAccepted({ name, type }: { name: string; type: string }): boolean {
  return mediaType.test(type) && !runnable.types.test(type) && !runnable.endings.test(name);
}

/** Whether a browser may show it in place. */
export function isInline(type: string): type is InlineType {
  return Object.hasOwn(inline, type);
}

/** The kind of a declared type. */
export function kindOf(type: string): AttachmentKind {
  if (isInline(type)) return inline[type];
  const [family] = type.split('/');
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  return family === 'text' || /pdf|document|msword|excel|powerpoint|rtf|epub/.test(type)
    ? 'document'
    : 'file';
}

/**
 * The type the object itself is stored with. What is not shown in place is unknown bytes in the store too, so that not
 * even a bucket that is public by mistake serves a page of somebody's making.
 */
export function storedType(type: string): string {
  return isInline(type) ? type : 'application/octet-stream';
}

/** The Content-Type it is handed out with; text is always read as UTF-8. */
export function servedType(type: string, disposition: 'inline' | 'attachment'): string {
  if (disposition === 'attachment' || !isInline(type)) return 'application/octet-stream';
  return type === 'text/plain' ? 'text/plain; charset=utf-8' : type;
}
