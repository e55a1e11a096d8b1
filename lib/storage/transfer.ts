import 'server-only';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { makeClient, type Place } from './client';
import type { Storage } from './contract';
import { isAbsent, whileAway } from './failures';
import { requireKey } from './keys';
import { openStorage } from './storage';

/** Nobody waits for an answer of ours meanwhile. */
const PATIENCE = { attempts: 5, connectMs: 5_000, answerMs: 60_000 };

/** What our own store says then. To try again would be no use. */
const NO_ROOM = 507;

/** The store for programs that move whole objects, by its own address: browsers' ways to it are not needed. */
export type Transfer = Pick<Storage, 'head' | 'list' | 'remove'> & {
  endpoint: string;
  /** All of an object; null when there is none. Throws `try_again` while the store is away. */
  read(key: string): Promise<{ size: number; body: Readable } | null>;
  /**
   * Keeps a new object. Nothing is replaced: where there is one already this is done as well. Throws a sentence when
   * the store refuses, `try_again` while it is away.
   */
  write(key: string, what: { size: number; type: string }, source: Readable): Promise<void>;
};

export function openTransfer(given: Place): Transfer {
  const place = { ...given, publicEndpoint: undefined };
  const client = makeClient(place, PATIENCE);
  const { head, list, remove, presignPut } = openStorage(place, PATIENCE);
  return {
    endpoint: place.endpoint,
    head,
    list,
    remove,

    async read(key) {
      try {
        const command = new GetObjectCommand({ Bucket: place.bucket, Key: requireKey(key) });
        const { Body, ContentLength = 0 } = await client.send(command);
        // On Node, and nowhere else would this run.
        return { size: ContentLength, body: Body as Readable };
      } catch (error) {
        if (isAbsent(error)) return null;
        throw whileAway(error);
      }
    },

    async write(key, { size, type }, source) {
      const { url, headers } = await presignPut({ key, size, type });
      const answer = await put(url, { headers, size, source }).catch((error) => {
        throw whileAway(error);
      });
      if ([200, 412].includes(answer.status)) return;
      if (answer.status === NO_ROOM) throw new Error(`The store at ${place.endpoint} has no room left.`);
      throw whileAway(new Refused(key, answer));
    },
  };
}

type Answer = { status: number; said: string };

/** A refusal as the store said it, in the shape of the S3 client's errors. */
class Refused extends Error {
  readonly $metadata: { httpStatusCode: number };

  constructor(key: string, { status, said }: Answer) {
    const [, code = 'no reason'] = /<Code>(\w{1,64})<\/Code>/.exec(said) ?? [];
    super(`The store refuses ${key} (${status}, ${code}).`);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
  }
}

type Put = { headers: Record<string, string>; size: number; source: Readable };

/** Not by `fetch`, which sends a stream without its length. A store may answer before it has read everything. */
async function put(url: string, { headers, size, source }: Put): Promise<Answer> {
  const { request } = url.startsWith('https:') ? https : http;
  const asked = request(url, {
    method: 'PUT',
    headers: { ...headers, 'content-length': size },
    timeout: PATIENCE.answerMs,
  });
  asked.once('timeout', () => asked.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
  const answered = once(asked, 'response');
  const sent = pipeline(source, exactly(size), asked);
  // Whichever fails first says why; the other failure is a consequence.
  const [answer] = (await Promise.race([answered, sent.then(() => answered)])) as [http.IncomingMessage];
  const said = await text(answer);
  await sent.catch((error) => {
    if (answer.statusCode === 200) throw error;
  });
  return { status: answer.statusCode ?? 0, said };
}

/** A store would wait for bytes that do not come. */
function exactly(size: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      yield chunk;
    }
    if (bytes !== size) throw new Error(`An object has ${bytes} bytes instead of ${size}.`);
  };
}
