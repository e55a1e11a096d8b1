import 'server-only';
import { randomUUID } from 'node:crypto';
import { isAppError } from '@/lib/errors';
import type { Place } from './client';
import type { Storage, Upload } from './contract';
import { corsRules, findCorsFault } from './cors-rules';
import { isForbidden } from './failures';
import { openStorage } from './storage';

/** One thing that is right, or wrong and what to do about it. */
export type Finding = { ok: boolean; sentence: string };

const TYPE = 'text/plain';
const TEXT = 'Parlance was here.';

/**
 * Tries all that uploads and downloads need of a store, with one small object that it removes again, and tells each
 * thing in a sentence. Stops where nothing after it could be right.
 */
export async function* checkStore(place: Place, origin: string): AsyncGenerator<Finding> {
  const storage = openStorage(place);
  const fault = await findAccessFault(storage, place.endpoint);
  if (fault) {
    yield wrong(fault);
    return;
  }
  yield right(
    `The store at ${place.endpoint} answers, the keys are right, and the bucket ${place.bucket} is there.`,
  );
  const key = `check/${randomUUID()}`;
  const host = new URL(origin).host;
  const upload = await storage.presignPut({ key, type: TYPE, size: TEXT.length, publicHost: host });
  let removal = right('What is removed is gone.');
  try {
    const isKept = yield* checkUpload(storage, upload, key);
    if (isKept) yield* checkDownload(storage, { key, origin, upload: upload.url });
  } catch (error) {
    const places = [new URL(upload.url).origin, place.cdnEndpoint].filter(Boolean).join(' or ');
    yield wrong(`At ${places}, where browsers go, it failed: ${reasonOf(error)}.`);
  } finally {
    removal = await checkRemoval(storage, key);
  }
  yield removal;
  yield* checkPages(upload.url, origin);
}

function right(sentence: string): Finding {
  return { ok: true, sentence };
}

function wrong(sentence: string): Finding {
  return { ok: false, sentence };
}

/** By the name S3 gives an error; what to look at. */
const advice: Record<string, string> = {
  NoSuchBucket: 'There is no such bucket: check S3_BUCKET, or make it.',
  InvalidAccessKeyId: 'The store does not know the access key: check S3_ACCESS_KEY_ID.',
  SignatureDoesNotMatch: 'The store refuses the signature: check S3_SECRET_ACCESS_KEY.',
  AuthorizationHeaderMalformed: 'The store wants another region: check S3_REGION.',
  PermanentRedirect: 'The bucket is somewhere else: check S3_ENDPOINT and S3_REGION.',
  AccessDenied: 'The keys may not list the bucket: they must read, write, delete and list objects.',
};

/** Why nothing can be done with this store, in a sentence; undefined when it answers and lets us in. */
export async function findAccessFault(
  storage: Pick<Storage, 'list'>,
  endpoint: string,
): Promise<string | undefined> {
  try {
    await storage.list('check/');
    return undefined;
  } catch (error) {
    if (isAppError(error)) return `The store at ${endpoint} does not answer: ${reasonOf(error.cause)}.`;
    const name = error instanceof Error ? error.name : '';
    return advice[name] ?? `The store at ${endpoint} refuses: ${reasonOf(error)}.`;
  }
}

/** Answers whether there is something to download now. */
async function* checkUpload(
  storage: Storage,
  { url, headers }: Upload,
  key: string,
): AsyncGenerator<Finding, boolean> {
  const send = async (body: string, type = TYPE) => {
    const sent = { method: 'PUT', headers: { ...headers, 'content-type': type }, body };
    const answer = await fetch(url, sent);
    await answer.body?.cancel();
    return answer.status;
  };
  const tricks = [await send(`${TEXT} And more.`), await send(TEXT, 'text/html')];
  if (tricks.every((status) => status >= 400))
    yield right('It takes no other length or type than was signed.');
  else
    yield wrong(
      'It takes another length or type than was signed: this store cannot be trusted with uploads.',
    );
  const status = await send(TEXT);
  if (status !== 200) {
    yield wrong(`It refuses an upload (${status}): the keys must be allowed to write objects.`);
    return false;
  }
  const stored = await find(storage, key);
  if (stored === 'forbidden') {
    yield wrong('The keys may not read objects: they must read, write, delete and list them.');
    return false;
  }
  if (stored?.size === TEXT.length && stored.type === TYPE) yield right('An upload is kept, with its type.');
  else yield wrong('An upload is not kept as it was sent.');
  if ((await send(TEXT)) === 412) yield right('The same address does not work twice.');
  else
    yield wrong(
      'The same address works twice: the store does not know If-None-Match, so uploads can be replaced.',
    );
  return true;
}

async function find(
  storage: Storage,
  key: string,
): Promise<Awaited<ReturnType<Storage['head']>> | 'forbidden'> {
  try {
    return await storage.head(key);
  } catch (error) {
    if (isForbidden(error)) return 'forbidden';
    throw error;
  }
}

async function* checkDownload(
  storage: Storage,
  { key, origin, upload }: { key: string; origin: string; upload: string },
): AsyncGenerator<Finding> {
  const disposition = 'attachment; filename="a.txt"';
  const wish = {
    key,
    publicHost: new URL(origin).host,
    disposition,
    type: 'application/octet-stream',
    seconds: 60,
  };
  const answer = await fetch(await storage.presignGet(wish), { headers: { range: 'bytes=0-7', origin } });
  const isPart = answer.status === 206 && (await answer.text()) === TEXT.slice(0, 8);
  const isNamed = answer.headers.get('content-disposition') === disposition;
  if (isPart && isNamed && answer.headers.get('content-type') === wish.type)
    yield right('A download comes in parts, under the name and type that were signed.');
  else yield wrong(`A download does not come as it was signed (${answer.status}).`);
  if (![origin, '*'].includes(answer.headers.get('access-control-allow-origin') ?? ''))
    yield wrong(
      `Pages of ${origin} may not read downloads: ${answer.url.split('?')[0]} does not say that they may.`,
    );
  const unsigned = await fetch(upload.split('?')[0] ?? '');
  await unsigned.body?.cancel();
  if (unsigned.status >= 400) yield right('Without a signature nobody reads it.');
  else yield wrong('Anybody can read the bucket: make it private.');
}

/** Removes what was written, whatever else was found. */
async function checkRemoval(storage: Storage, key: string): Promise<Finding> {
  try {
    await storage.remove(key);
    const left = await find(storage, key);
    if (left === null || left === 'forbidden') return right('What is removed is gone.');
  } catch (error) {
    return wrong(`The keys may not remove objects: ${reasonOf(error)}.`);
  }
  return wrong('What is removed is still there.');
}

async function* checkPages(url: string, origin: string): AsyncGenerator<Finding> {
  if (origin.startsWith('https:') && url.startsWith('http:'))
    yield wrong(
      `Pages of ${origin} cannot reach a store without https: set S3_PUBLIC_ENDPOINT to an https:// address.`,
    );
  const fault = await findCorsFault(new URL(url), origin).catch(reasonOf);
  if (fault === undefined) yield right(`Pages of ${origin} may upload.`);
  else
    yield wrong(
      `Pages of ${origin} may not upload, since ${fault}. The bucket’s CORS settings should be:\n${corsRules(origin)}`,
    );
}

/** `fetch` hides what went wrong in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}
