/** What was dropped or pasted: files, and folders, which cannot be sent. */
export type GivenFiles = { files: File[]; folders: number };

/** What of a drop is ours to take. */
export function droppedFiles({ items }: Pick<DataTransfer, 'items'>): GivenFiles {
  const given = [...items].filter(({ kind }) => kind === 'file');
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry?.()?.isDirectory ?? false;
  const files = given.flatMap((item) => (isFolder(item) ? [] : (item.getAsFile() ?? [])));
  return { files, folders: given.filter(isFolder).length };
}

/**
 * The files in a clipboard. Programs for text and tables also put a picture of what was copied beside the words: then
 * the words are meant.
 */
export function pastedFiles({ files, types }: Pick<DataTransfer, 'files' | 'types'>): File[] {
  const isText = types.includes('text/plain') && (types.includes('text/html') || types.includes('text/rtf'));
  return isText ? [] : [...files];
}

/** A screenshot has no name of its own: browsers call every one of them the same. */
export function isNameless({ name }: Pick<File, 'name'>): boolean {
  return /^image\.\w+$/.test(name);
}
