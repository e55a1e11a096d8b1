import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AnswerSettings, makeAnswer } from './answer';
import { Objects } from './objects';

/** What uploads leave free of the disk, for the database beside them. */
const RESERVE_BYTES = 256 * 1024 * 1024;
const HEADERS_MS = 10_000;
/** A video that is paused reads nothing for as long. */
const SILENT_MS = 10 * 60_000;
/** Longer than the usual 60 s of a proxy or client, which must be the one that closes an idle connection. */
const KEEP_ALIVE_MS = 65_000;
const CONNECTIONS = 1_000;
/** How long answers under way are given when the store is told to end. */
const CLOSE_MS = 3_000;
const SWEEP_MS = 50;

export type StoreSettings = AnswerSettings & {
  /** Objects are kept below it; nobody else writes there. */
  directory: string;
  bind: string;
  /** 0: any that is free. */
  port: number;
  reserveBytes?: number;
};

export type RunningStore = { port: number; close(): Promise<void> };

/** Serves one bucket of an S3 store: as much of S3 as Parlance speaks, to whoever signs with the one pair of keys. */
export async function serveStore(settings: StoreSettings): Promise<RunningStore> {
  const objects = new Objects(settings.directory, settings.reserveBytes ?? RESERVE_BYTES);
  await objects.prepare();
  const server = createServer(makeAnswer(settings, objects));
  server.headersTimeout = HEADERS_MS;
  // Bodies have a limit of their own, by their length.
  server.requestTimeout = 0;
  server.timeout = SILENT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxConnections = CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.bind, resolve);
  });
  // Listening on a port, it has an address of this kind.
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // Again and again: a connection whose answer is out waits for its next request.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const late = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
}
