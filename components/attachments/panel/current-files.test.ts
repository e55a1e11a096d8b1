import { describe, expect, it } from 'vitest';
import type { Attachment, RoomFile } from '@/lib/attachments/contract';
import type { HeldMessage } from '@/lib/realtime/client/state';
import { currentFiles } from './current-files';

const card = (id: string, kind: Attachment['kind'] = 'image'): Attachment => ({
  ...{ id, name: id, type: 'image/png', kind, size: 3 },
  ...{ width: 30, height: 20, placeholder: null, thumbnail: null },
});
const listed = (seq: number, id: string): RoomFile => ({
  ...{ attachment: card(id), messageId: `m${seq}`, seq, authorId: 'ada', sentAt: `t${seq}` },
});
const place = (seq: number) => ({ id: `m${seq}`, seq, rev: seq, authorId: 'ada', createdAt: `t${seq}` });
const live = (seq: number, ...attachmentIds: string[]): HeldMessage => ({
  ...{ ...place(seq), deleted: false, body: '', version: 1, editedAt: null, attachmentIds },
});
const gone = (seq: number): HeldMessage => ({ ...place(seq), deleted: true });
const ids = (files: readonly RoomFile[]) => files.map(({ attachment }) => attachment.id);

describe('the files of a room', () => {
  const list = [listed(5, 'e'), listed(3, 'c'), listed(1, 'a')];

  it('begin with those that were sent since the list was asked for, each message in its order', () => {
    const files = { f: card('f'), g: card('g'), h: card('h') };
    const messages = [live(5, 'e'), live(6, 'f', 'g'), live(7, 'h')];
    const current = currentFiles(list, { messages, files }, null);
    expect(ids(current)).toEqual(['h', 'f', 'g', 'e', 'c', 'a']);
    expect(current[0]).toEqual(listed(7, 'h'));
  });

  it('are none of messages that were deleted', () => {
    expect(ids(currentFiles(list, { messages: [gone(3), live(4)], files: {} }, null))).toEqual(['e', 'a']);
  });

  it('are of the kind one looks for, and nothing is said of those that are not known yet', () => {
    const files = { f: card('f', 'video'), g: card('g'), i: { id: 'i', missing: 'absent' } as const };
    const messages = [live(6, 'f', 'g', 'h', 'i')];
    expect(ids(currentFiles(list, { messages, files }, 'image'))).toEqual(['g', 'e', 'c', 'a']);
    expect(ids(currentFiles([], { messages, files }, 'video'))).toEqual(['f']);
  });
});
