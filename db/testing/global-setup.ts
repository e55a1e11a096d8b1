import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '@/bin/postgres/server.mjs';
import { migrate } from '@/db/migrate';
import { startPgBouncer } from './pgbouncer';
import { startWebSocketBridge } from './websocket-bridge';

declare module 'vitest' {
  export interface ProvidedContext {
    /** An address of a server where databases may be made, and the migrated database to clone there. */
    testServer: { url: string; template: string; way: Way };
  }
}

/** How the app under test reaches the server: plainly, by the Neon driver's WebSockets, or through a pooler's port. */
type Way = { proxy?: string; pooler?: number };

/**
 * Once per project of the run: a Postgres of its own in a temporary directory (or the server at TEST_DATABASE_URL) and one migrated
 * database on it, which every test file clones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `parlance_template_${process.pid}`;
  await onServer(server.url, `create database ${template}`);
  await migrate(databaseAt(server.url, template), fileURLToPath(new URL('../../drizzle', import.meta.url)));
  const { way, close } = await openWay(project.name, server.url);
  project.provide('testServer', { url: server.url, template, way });
  return async () => {
    await close();
    await onServer(server.url, `drop database ${template}`);
    await server.stop();
  };
}

async function openWay(project: string, url: string): Promise<{ way: Way; close: () => Promise<void> }> {
  if (project === 'neon') {
    const bridge = await startWebSocketBridge();
    return { way: { proxy: bridge.address }, close: bridge.stop };
  }
  if (project === 'pooler') {
    const pooler = await startPgBouncer(url);
    return { way: { pooler: pooler.port }, close: pooler.stop };
  }
  return { way: {}, close: async () => undefined };
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, stop: async () => undefined };
  const home = mkdtempSync(join(tmpdir(), 'parlance-test-'));
  const server = await startPostgres(home, { disposable: true });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function databaseAt(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
