import type { Viewer } from '@/lib/auth/viewer';
import { confirmUpload } from '../confirm-upload';
import { type Attachment, startUploadInput, type Upload } from '../contract';
import { startUpload } from '../start-upload';

type Given = {
  roomId: string;
  bytes: Uint8Array<ArrayBuffer>;
  name?: string;
  type?: string;
  thumbnail?: { type: 'image/webp' | 'image/png' | 'image/jpeg'; bytes: Uint8Array<ArrayBuffer> };
};

/** Begins an upload as the route would. */
export function begin(viewer: Viewer, { roomId, bytes, thumbnail, ...named }: Given): Promise<Upload> {
  const input = startUploadInput.parse({
    roomId,
    name: 'plan.png',
    type: 'image/png',
    size: bytes.byteLength,
    ...named,
    ...(thumbnail && { thumbnail: { type: thumbnail.type, size: thumbnail.bytes.byteLength } }),
  });
  return startUpload(viewer, input, undefined);
}

/** Sends bytes to the store as a browser would; answers the store's status. */
export async function put(
  { url, headers }: Pick<Upload, 'url' | 'headers'>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const answer = await fetch(url, { method: 'PUT', headers, body: bytes });
  await answer.arrayBuffer();
  return answer.status;
}

/** The whole way of a file to where it can be sent. */
export async function upload(viewer: Viewer, given: Given): Promise<Attachment> {
  const begun = await begin(viewer, given);
  await put(begun, given.bytes);
  if (begun.thumbnail && given.thumbnail) await put(begun.thumbnail, given.thumbnail.bytes);
  return confirmUpload(viewer, begun.id);
}
