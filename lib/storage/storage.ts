import 'server-only';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { notFound } from '@/lib/errors';
import { single } from '@/lib/registry';
import { makeClient, type Patience, type Place, readPlace } from './client';
import type { ListedObject, Storage } from './contract';
import { isAbsent, whileAway } from './failures';
import { requireKey } from './keys';
import { makePresigner } from './presign';

/** The store that the environment names, one client per process. */
export function storage(): Storage {
  return single('storage', () => openStorage(readPlace()));
}

export function openStorage(place: Place, patience?: Patience): Storage {
  const client = makeClient(place, patience);
  return { ...makePresigner(client, place), ...makeObjects(client, place.bucket) };
}

function makeObjects(client: S3Client, Bucket: string): Omit<Storage, 'presignPut' | 'presignGet'> {
  return {
    async head(key: string): Promise<{ size: number; type: string } | null> {
      const command = new HeadObjectCommand({ Bucket, Key: requireKey(key) });
      try {
        const { ContentLength = 0, ContentType = '' } = await client.send(command);
        return { size: ContentLength, type: ContentType };
      } catch (error) {
        if (isAbsent(error)) return null;
        throw whileAway(error);
      }
    },

    async readStart(key: string, bytes: number): Promise<Uint8Array> {
      const command = new GetObjectCommand({ Bucket, Key: requireKey(key), Range: `bytes=0-${bytes - 1}` });
      try {
        const { Body } = await client.send(command);
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        throw isAbsent(error) ? notFound() : whileAway(error);
      }
    },

    async remove(key: string): Promise<void> {
      await client.send(new DeleteObjectCommand({ Bucket, Key: requireKey(key) })).catch((error) => {
        if (!isAbsent(error)) throw whileAway(error);
      });
    },

    async list(prefix: string, after?: string): Promise<ListedObject[]> {
      const command = new ListObjectsV2Command({
        Bucket,
        Prefix: prefix,
        ...(after && { StartAfter: after }),
      });
      const { Contents = [] } = await client.send(command).catch((error) => {
        throw whileAway(error);
      });
      return Contents.map(({ Key = '', Size = 0, LastModified = new Date(0) }) => ({
        key: Key,
        size: Size,
        modifiedAt: LastModified,
      }));
    },
  };
}
