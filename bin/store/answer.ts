import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Asked, readAsked, readTarget } from './asked';
import type { Keys } from './claim';
import { type App, corsHeaders, preflight } from './cors';
import { getObject } from './get-object';
import { listObjects } from './list-objects';
import type { Objects } from './objects';
import { putObject, SILENT_MS } from './put-object';
import { denied, Refusal } from './refusal';
import { makeVerifier } from './signature';

/** How long the rest of a refused upload is read and dropped, so that its sender gets to see the answer. */
const LINGER_MS = 5_000;

export type AnswerSettings = {
  bucket: string;
  keys: Keys;
  app: App;
  /** How long an upload may say nothing. */
  silentMs?: number;
  /** Told what went wrong on this side. */
  onError(error: unknown): void;
};

type Answer = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the store does with each request: who may, then what; a refusal is answered as S3 writes it. */
export function makeAnswer(settings: AnswerSettings, objects: Objects) {
  const answer = makeDecision(settings, objects);
  return (incoming: IncomingMessage, response: ServerResponse): void => {
    setSafeHeaders(incoming, response, settings.app);
    answer(incoming, response)
      .catch((error) => refuse(error, incoming, response, settings.onError))
      .catch(settings.onError);
  };
}

function makeDecision({ bucket, keys, app, silentMs = SILENT_MS }: AnswerSettings, objects: Objects): Answer {
  const verify = makeVerifier(keys);
  return async (incoming, response) => {
    if (incoming.method === 'OPTIONS') return answerPreflight(incoming, response, app);
    const asked = readAsked(incoming);
    const signed = await verify(asked, new Date());
    const { key } = readTarget(asked.path, bucket);
    if (key === undefined) return answerBucket(asked, response, { objects, bucket });
    switch (asked.method) {
      case 'PUT':
        return putObject(incoming, { asked, key, signed, objects, silentMs }, response);
      case 'GET':
      case 'HEAD':
        return getObject(asked, key, objects, response);
      case 'DELETE':
        await objects.remove(key);
        response.writeHead(204).end();
        return;
      default:
        throw unknownMethod();
    }
  };
}

/** Nothing is signed here: browsers ask before they send, and learn no more than what a page of ours may send. */
async function answerPreflight(incoming: IncomingMessage, response: ServerResponse, app: App): Promise<void> {
  const headers = preflight(incoming, app);
  if (!headers) throw denied('Only the pages of the app may ask.');
  response.writeHead(204, headers).end();
}

async function answerBucket(
  asked: Asked,
  response: ServerResponse,
  { objects, bucket }: { objects: Objects; bucket: string },
): Promise<void> {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') throw unknownMethod();
  const body = asked.method === 'HEAD' ? '' : await listObjects(asked, objects, bucket);
  const headers = { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}

function unknownMethod(): Refusal {
  return new Refusal(405, 'MethodNotAllowed', 'This store knows no such method.');
}

/** On every answer, those that refuse included. */
function setSafeHeaders(incoming: IncomingMessage, response: ServerResponse, app: App): void {
  const safe = {
    ...corsHeaders(incoming, app),
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  for (const [name, value] of Object.entries(safe)) response.setHeader(name, value);
}

async function refuse(
  error: unknown,
  incoming: IncomingMessage,
  response: ServerResponse,
  onError: AnswerSettings['onError'],
): Promise<void> {
  const refusal = error instanceof Refusal ? error : new Refusal(500, 'InternalError', 'The store failed.');
  // Whoever asked has gone, or half an answer is out, which must not look whole.
  const tooLate = response.headersSent || incoming.errored || response.destroyed;
  const isOurs = refusal !== error || refusal.status === 507;
  if (isOurs && !tooLate) onError(error);
  if (tooLate) {
    response.destroy();
    return;
  }
  response.writeHead(refusal.status, {
    ...refusal.headers,
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(refusal.xml),
    ...(!incoming.complete && { connection: 'close' }),
  });
  response.write(refusal.xml);
  // Closed while bytes are still arriving, a connection is reset, and the answer may be lost with it.
  const over = AbortSignal.timeout(LINGER_MS);
  incoming.resume();
  // Aborted: the rest was too long in coming. Either way the answer is out.
  if (!incoming.complete) await once(incoming, 'end', { signal: over }).catch(() => undefined);
  response.end();
}
