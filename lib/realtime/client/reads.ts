import { call } from '@/lib/http/api';
import type { ReadFiles } from '@/lib/realtime/client/gather-files';
import {
  type HeldChangesAnswer,
  type HeldEntries,
  type HeldPage,
  heldChangesAnswer,
  heldEntries,
  heldFilesAnswer,
  heldPage,
} from '@/lib/realtime/client/parse';

export const roomPath = (roomId: string) => `/api/rooms/${roomId}`;
export const messagePath = (roomId: string, messageId: string) => `${roomPath(roomId)}/messages/${messageId}`;

export type PagePlace = { before?: number; after?: number; around?: number | string; at?: string };

/** What the client asks the server for; tests answer in its place. Each throws `ApiError`. */
export type Reads = {
  entries(): Promise<HeldEntries>;
  changes(roomId: string, after: number): Promise<HeldChangesAnswer>;
  page(roomId: string, place: PagePlace): Promise<HeldPage>;
};

export const httpReads: Reads = {
  entries: () => call('GET', '/api/rooms', { answer: heldEntries }),
  changes: (roomId, after) =>
    call('GET', `${roomPath(roomId)}/changes`, { query: { after }, answer: heldChangesAnswer }),
  async page(roomId, place) {
    const page = await call('GET', `${roomPath(roomId)}/messages`, { query: place, answer: heldPage });
    // What is read in one task is taken and drawn in the next: in one they would make a long frame.
    await new Promise((resolve) => setTimeout(resolve));
    return page;
  },
};

export const httpReadFiles: ReadFiles = async (roomId, ids) => {
  const query = { ids: ids.join(',') };
  return (await call('GET', `${roomPath(roomId)}/attachments`, { query, answer: heldFilesAnswer }))
    .attachments;
};
