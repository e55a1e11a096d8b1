import type { HeldFiles, HeldMessage, Hold } from '@/lib/realtime/client/state';

/** Cards that arrived, over those that were here: a later one has a later address of its thumbnail. */
export function withFiles(hold: Hold, files: HeldFiles | undefined): Hold {
  return files && Object.keys(files).length > 0 ? { ...hold, files: { ...hold.files, ...files } } : hold;
}

/** What is said of files that were asked for by id and not answered. */
export function absentFiles(ids: readonly string[]): HeldFiles {
  return Object.fromEntries(ids.map((id) => [id, { id, missing: 'absent' }]));
}

/** A name must not outlive its message: forgets the files of what stood in the places of these tombstones. */
export function withoutFilesOf(hold: Hold, tombstones: readonly HeldMessage[]): Hold {
  const gone = tombstones.flatMap(({ seq }) => {
    const held = hold.kept[seq] ?? hold.window?.rows[seq - hold.window.start];
    return held ? namedFiles(held) : [];
  });
  return gone.length === 0 ? hold : { ...hold, files: without(hold.files, new Set(gone)) };
}

/** Lets go of the cards of messages that are not held any more. */
export function onlyNamedFiles(hold: Hold): Hold {
  const named = new Set(heldRows(hold).flatMap(namedFiles));
  const others = Object.keys(hold.files).filter((id) => !named.has(id));
  return others.length === 0 ? hold : { ...hold, files: without(hold.files, new Set(others)) };
}

/** The files that held messages name and nothing is known of. */
export function unknownFiles(hold: Hold): string[] {
  return heldRows(hold).flatMap((row) => namedFiles(row).filter((id) => !Object.hasOwn(hold.files, id)));
}

/** The ids of a message's files, in the order they are shown. */
export function namedFiles(message: HeldMessage): readonly string[] {
  return ('attachmentIds' in message && message.attachmentIds) || [];
}

function heldRows({ window, kept }: Hold): HeldMessage[] {
  return [...(window?.rows ?? []), ...Object.values(kept)];
}

function without(files: HeldFiles, ids: ReadonlySet<string>): HeldFiles {
  return Object.fromEntries(Object.entries(files).filter(([id]) => !ids.has(id)));
}
