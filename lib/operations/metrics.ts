import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { pool } from '@/db/client';
import { env } from '@/lib/env';
import { notFound } from '@/lib/errors';
import { errorResponse } from '@/lib/http/error-response';
import { renderMetrics, setGauge } from '@/lib/metrics';
import { processHub } from '@/lib/realtime/process-hub';

/** What Prometheus asks for, with METRICS_TOKEN as a bearer token. For all others there is nothing here. */
export async function answerMetrics(request: Request): Promise<Response> {
  if (!isScraper(request)) return errorResponse(notFound(), crypto.randomUUID());
  lookAround();
  const { text, contentType } = await renderMetrics();
  return new Response(text, { headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
}

function isScraper(request: Request): boolean {
  const { METRICS_TOKEN: token } = env();
  const given = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  // Hashes have one length, so comparing them tells nothing of the token's.
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return token !== undefined && given !== undefined && timingSafeEqual(hash(given), hash(token));
}

function lookAround(): void {
  const { streams, people, rooms } = processHub().size;
  setGauge('parlance_streams', 'Open streams.', streams);
  setGauge('parlance_stream_people', 'People with an open stream.', people);
  setGauge('parlance_stream_rooms', 'Rooms somebody listens to.', rooms);
  const { totalCount, idleCount, waitingCount } = pool();
  setGauge('parlance_pool_connections', 'Connections to the database.', totalCount);
  setGauge('parlance_pool_idle', 'Connections that nobody uses just now.', idleCount);
  setGauge('parlance_pool_waiting', 'Statements that wait for a connection.', waitingCount);
}
