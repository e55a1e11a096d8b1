import { randomUUID } from 'node:crypto';
import { expect } from 'playwright/test';
import type { TestRoom } from '@/db/testing/people';
import type { Someone } from './fixtures';

export type GivenFile = {
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  width?: number;
  height?: number;
  placeholder?: string;
  thumbnail?: { type: 'image/png' | 'image/webp' | 'image/jpeg'; bytes: Uint8Array<ArrayBuffer> };
};
type Put = { url: string; headers: Record<string, string> };
type From = Pick<Someone, 'request'>;

/** Files with real bytes through the API and the store, in one message; answers it, with `attachmentIds`. */
export async function sendFiles(
  from: From,
  room: Pick<TestRoom, 'id'>,
  files: readonly GivenFile[],
  body = '',
): Promise<{ id: string; seq: number; attachmentIds: string[] }> {
  const attachmentIds: string[] = [];
  for (const file of files) attachmentIds.push(await uploadFile(from, room, file));
  const path = `/api/rooms/${room.id}/messages/${randomUUID()}`;
  const answer = await from.request.put(path, { data: { body, attachmentIds } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).message;
}

async function uploadFile({ request }: From, room: Pick<TestRoom, 'id'>, file: GivenFile): Promise<string> {
  const { bytes, thumbnail, ...said } = file;
  const data = {
    ...said,
    roomId: room.id,
    size: bytes.byteLength,
    ...(thumbnail && { thumbnail: { type: thumbnail.type, size: thumbnail.bytes.byteLength } }),
  };
  const begun = await request.post('/api/attachments', { data });
  expect(begun.status(), await begun.text()).toBe(201);
  const { upload } = await begun.json();
  await put(upload, bytes);
  if (thumbnail) await put(upload.thumbnail, thumbnail.bytes);
  const confirmed = await request.put(`/api/attachments/${upload.id}`);
  expect(confirmed.status(), await confirmed.text()).toBe(200);
  return upload.id;
}

async function put({ url, headers }: Put, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers, body });
  await answer.arrayBuffer();
  expect(answer.status).toBe(200);
}
