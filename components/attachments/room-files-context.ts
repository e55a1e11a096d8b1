'use client';
import { createContext, use } from 'react';
import type { Attachment } from '@/lib/attachments/contract';

/** A file with the message it belongs to. */
export type PlacedFile = {
  file: Attachment;
  messageId: string;
  authorId: string;
  sentAt: string;
};

export type OpenFile = {
  /** Shows a file in place: a picture among the others of the conversation, a text or a PDF by itself. */
  open: (file: Attachment) => void;
  /** The same for one that stands in a list of its own: next and previous are those of the list. */
  openAmong: (file: Attachment, list: readonly PlacedFile[]) => void;
};

type State = OpenFile & { roomId: string };

const nobody = () => {};
export const RoomFilesContext = createContext<State>({ roomId: '', open: nobody, openAmong: nobody });

export function useOpenFile(): OpenFile {
  return use(RoomFilesContext);
}

/** The room whose files are shown. */
export function useRoomId(): string {
  return use(RoomFilesContext).roomId;
}
